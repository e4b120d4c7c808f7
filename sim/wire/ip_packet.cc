#include "sim/wire/ip_packet.h"

#include <algorithm>

#include "sim/base/cursor.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

// RFC 8200 section 4.
constexpr std::uint8_t kHopByHop = 0;
constexpr std::uint8_t kRouting = 43;
constexpr std::uint8_t kFragment = 44;
constexpr std::uint8_t kDestinationOptions = 60;

Result<IpPacket> parse_ipv6(ByteView bytes) {
  Cursor in(bytes);
  const std::uint8_t version = in.u8() >> 4;
  in.skip(3);  // traffic class and flow label
  const std::size_t size = in.u16be();
  IpPacket packet;
  packet.ipv6 = true;
  packet.protocol = in.u8();
  in.skip(1);  // hop limit
  packet.ends.source = IpAddress(in.take(16));
  packet.ends.destination = IpAddress(in.take(16));
  if (!in.ok()) return fail("IPv6: the packet has {} bytes, its header alone has 40", bytes.size());
  if (version != 6) return fail("IPv6: the version is {}", version);
  Cursor payload(in.take(size));
  if (!in.ok()) return fail("IPv6: a payload of {} bytes does not fit into {}", size, bytes.size());
  while (packet.protocol == kHopByHop || packet.protocol == kRouting || packet.protocol == kFragment ||
         packet.protocol == kDestinationOptions) {
    const bool fragment = packet.protocol == kFragment;
    packet.protocol = payload.u8();
    const std::size_t units = payload.u8();
    const std::uint16_t place = payload.u16be();
    // Its second byte is reserved. The lowest bit of `place`: more fragments follow.
    payload.skip(fragment ? 4 : 4 + 8 * units);
    if (fragment && (place & 0xfff9) != 0) packet.is_fragment = true;
    if (!payload.ok()) return fail("IPv6: an extension header runs past the end of the packet");
    if (packet.is_fragment) break;
  }
  packet.payload = payload.rest();
  return packet;
}

/// With the addresses that the older structures have, and the checksum over those of either version.
Ipv4Packet as_ipv4(const IpPacket& packet) {
  return {.source = ipv4_of(packet.ends.source),
          .destination = ipv4_of(packet.ends.destination),
          .protocol = packet.protocol,
          .payload = packet.payload};
}

}  // namespace

Result<IpPacket> parse_ip_packet(std::uint16_t ether_type, ByteView bytes) {
  if (ether_type == kEtherTypeIpv6) return parse_ipv6(bytes);
  if (ether_type != kEtherTypeIpv4) return fail("0x{:04x} is not a version of IP", ether_type);
  const auto packet = parse_ipv4_packet(bytes);
  if (!packet) return tl::unexpected(packet.error());
  return IpPacket{.ipv6 = false,
                  .ends = {packet->source, packet->destination},
                  .protocol = packet->protocol,
                  .identification = packet->identification,
                  .is_fragment = packet->is_fragment(),
                  .payload = packet->payload};
}

Result<TcpSegment> parse_tcp(const IpPacket& packet) {
  if (transport_checksum(packet.ends, kProtocolTcp, packet.payload) != 0) {
    return fail("TCP: the checksum is wrong");
  }
  return parse_tcp_unchecked(as_ipv4(packet));
}

Result<UdpDatagram> parse_udp(const IpPacket& packet) {
  auto datagram = parse_udp_unchecked(as_ipv4(packet));
  if (!datagram) return datagram;
  const ByteView segment = packet.payload.first(kUdpHeaderSize + datagram->payload.size());
  Cursor checksum(packet.payload.subspan(6));
  if (checksum.u16be() != 0 && transport_checksum(packet.ends, kProtocolUdp, segment) != 0) {
    return fail("UDP: the checksum is wrong");
  }
  return datagram;
}

bool is_ipv4(const IpAddress& address) {
  const auto octets = ByteView(address.octets);
  const bool zeros = std::ranges::all_of(octets.first(10), [](std::uint8_t octet) { return octet == 0; });
  return zeros && octets[10] == 0xff && octets[11] == 0xff;
}

Ipv4Address ipv4_of(const IpAddress& address) {
  Ipv4Address out;
  if (is_ipv4(address)) std::copy_n(address.octets.begin() + 12, 4, out.octets.begin());
  return out;
}

std::string ip_text(const IpAddress& address) {
  return is_ipv4(address) ? to_text(ipv4_of(address)) : ipv6_text(address);
}

}  // namespace tlscam
