#include "sim/wire/ntp.h"

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {

Result<NtpPacket> parse_ntp(ByteView bytes) {
  Cursor in(bytes);
  NtpPacket packet;
  const std::uint8_t first = in.u8();
  packet.leap = first >> 6;
  packet.version = first >> 3 & 7;
  packet.mode = first & 7;
  packet.stratum = in.u8();
  packet.poll = static_cast<std::int8_t>(in.u8());
  packet.precision = static_cast<std::int8_t>(in.u8());
  packet.root_delay = in.u32be();
  packet.root_dispersion = in.u32be();
  packet.reference_id = in.u32be();
  packet.reference = in.u64be();
  packet.originate = in.u64be();
  packet.receive = in.u64be();
  packet.transmit = in.u64be();
  if (!in.ok()) return fail("NTP: the packet has {} bytes, its header alone has 48", bytes.size());
  return packet;
}

Bytes emit_ntp(const NtpPacket& packet) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(packet.leap << 6 | (packet.version & 7) << 3 | (packet.mode & 7)));
  out.u8(packet.stratum);
  out.u8(static_cast<std::uint8_t>(packet.poll)).u8(static_cast<std::uint8_t>(packet.precision));
  out.u32be(packet.root_delay).u32be(packet.root_dispersion).u32be(packet.reference_id);
  out.u64be(packet.reference).u64be(packet.originate).u64be(packet.receive).u64be(packet.transmit);
  return out.take();
}

}  // namespace tlscam
