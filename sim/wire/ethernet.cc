#include "sim/wire/ethernet.h"

#include "sim/base/writer.h"

namespace tlscam {

Result<EthernetFrame> parse_ethernet(ByteView bytes) {
  Cursor in(bytes);
  EthernetFrame frame;
  frame.destination = read_mac(in);
  frame.source = read_mac(in);
  frame.type = in.u16be();
  if (!in.ok()) return fail("Ethernet: the frame has {} bytes, its header alone has 14", bytes.size());
  frame.payload = in.rest();
  return frame;
}

Bytes emit_ethernet(const EthernetFrame& frame) {
  Writer out;
  out.bytes(frame.destination.octets).bytes(frame.source.octets).u16be(frame.type).bytes(frame.payload);
  return out.take();
}

}  // namespace tlscam
