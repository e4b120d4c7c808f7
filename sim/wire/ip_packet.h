#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/ip_address.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {

inline constexpr std::uint16_t kEtherTypeIpv6 = 0x86dd;  // RFC 2464 section 3

/// `IpPacket` is what the headers of a packet of either version of IP say, for whoever follows connections.
struct IpPacket {
  bool ipv6 = false;
  IpEnds ends;
  std::uint8_t protocol = 0;         ///< behind the extension headers of IPv6
  std::uint16_t identification = 0;  ///< IPv4
  bool is_fragment = false;
  ByteView payload{};  ///< borrowed
};

/// `parse_ip_packet` fails as parse_ipv4_packet() does, and for an `ether_type` that is not one of IP.
Result<IpPacket> parse_ip_packet(std::uint16_t ether_type, ByteView bytes);

/// These read the payload of the packet as parse_tcp() and parse_udp() do. The addresses in the result are
/// those of IPv4, and zeros in IPv6.
Result<TcpSegment> parse_tcp(const IpPacket& packet);
Result<UdpDatagram> parse_udp(const IpPacket& packet);

/// `ip_text` writes an address as its version does: "192.168.1.50", "2001:db8::1".
std::string ip_text(const IpAddress& address);
/// `is_ipv4` is true for an address of IPv4.
bool is_ipv4(const IpAddress& address);
/// `ipv4_of` is the address of IPv4, or zeros.
Ipv4Address ipv4_of(const IpAddress& address);

}  // namespace tlscam
