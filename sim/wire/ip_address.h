#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <string>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"

namespace tlscam {

/// `IpAddress` is an address of either version of IP. An IPv4 address is kept as RFC 4291 section 2.5.5.2
/// maps it into IPv6.
struct IpAddress {
  std::array<std::uint8_t, 16> octets{};

  IpAddress() = default;
  IpAddress(const Ipv4Address& address);  // NOLINT(google-explicit-constructor): the same thing
  /// The first 16 bytes are an address of IPv6; fewer are filled up with zeros.
  explicit IpAddress(ByteView bytes);
  auto operator<=>(const IpAddress&) const = default;
};

/// `IpEnds` are the addresses that a packet goes between.
struct IpEnds {
  IpAddress source;
  IpAddress destination;
};

/// `transport_checksum` is the checksum of a segment with the pseudo header of its packet (RFC 9293
/// section 3.1; RFC 8200 section 8.1): 0 when the segment has the right one.
std::uint16_t transport_checksum(const IpEnds& ends, std::uint8_t protocol, ByteView segment);

/// `ipv6_text` gives "2001:db8::1" (RFC 5952), of the 16 bytes of an IPv6 address.
std::string ipv6_text(const IpAddress& address);

}  // namespace tlscam
