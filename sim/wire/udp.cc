#include "sim/wire/udp.h"

#include "sim/base/writer.h"
#include "sim/wire/checksum.h"

namespace tlscam {
namespace {

constexpr std::size_t kChecksumAt = 6;

}  // namespace

Result<UdpDatagram> parse_udp(const Ipv4Packet& packet) {
  auto datagram = parse_udp_unchecked(packet);
  if (!datagram) return datagram;
  const ByteView segment = packet.payload.first(kUdpHeaderSize + datagram->payload.size());
  const bool has_checksum = segment[kChecksumAt] != 0 || segment[kChecksumAt + 1] != 0;
  if (has_checksum && transport_checksum(packet.source, packet.destination, kProtocolUdp, segment) != 0) {
    return fail("UDP: the checksum is wrong");
  }
  return datagram;
}

Result<UdpDatagram> parse_udp_unchecked(const Ipv4Packet& packet) {
  Cursor in(packet.payload);
  UdpDatagram datagram{.source = packet.source, .destination = packet.destination};
  datagram.source_port = in.u16be();
  datagram.destination_port = in.u16be();
  const std::size_t length = in.u16be();
  in.skip(2);  // checksum
  if (!in.ok()) return fail("UDP: the datagram has {} bytes, its header alone has 8", packet.payload.size());
  if (length < kUdpHeaderSize || length > packet.payload.size()) {
    return fail("UDP: the length says {}, the packet carries {} bytes", length, packet.payload.size());
  }
  datagram.payload = packet.payload.first(length).subspan(kUdpHeaderSize);
  return datagram;
}

Bytes emit_udp(const UdpDatagram& datagram) {
  Writer out;
  out.u16be(datagram.source_port).u16be(datagram.destination_port);
  out.u16be(static_cast<std::uint16_t>(kUdpHeaderSize + datagram.payload.size())).u16be(0);
  out.bytes(datagram.payload);
  const std::uint16_t checksum =
      transport_checksum(datagram.source, datagram.destination, kProtocolUdp, out.view());
  // RFC 768: "If the computed checksum is zero, it is transmitted as all ones".
  out.patch_u16be(kChecksumAt, checksum == 0 ? 0xffff : checksum);
  return out.take();
}

}  // namespace tlscam
