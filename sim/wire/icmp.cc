#include "sim/wire/icmp.h"

#include "sim/base/writer.h"
#include "sim/wire/checksum.h"

namespace tlscam {

Result<IcmpMessage> parse_icmp(ByteView bytes) {
  Cursor in(bytes);
  IcmpMessage message;
  message.type = in.u8();
  message.code = in.u8();
  in.skip(2);
  message.rest_of_header = in.u32be();
  if (!in.ok()) return fail("ICMP: the message has {} bytes, its header alone has 8", bytes.size());
  if (internet_checksum(bytes) != 0) return fail("ICMP: the checksum is wrong");
  message.payload = in.rest();
  return message;
}

Bytes emit_icmp(const IcmpMessage& message) {
  Writer out;
  out.u8(message.type).u8(message.code).u16be(0).u32be(message.rest_of_header).bytes(message.payload);
  out.patch_u16be(2, internet_checksum(out.view()));
  return out.take();
}

}  // namespace tlscam
