#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/cursor.h"

namespace tlscam {

/// An Ethernet address (IEEE 802), in the order of transmission.
struct MacAddress {
  std::array<std::uint8_t, 6> octets{};
  auto operator<=>(const MacAddress&) const = default;
  bool is_group() const { return (octets[0] & 1) != 0; }
};

inline constexpr MacAddress kBroadcastMac{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/// An IPv4 address (RFC 791), in the order of transmission.
struct Ipv4Address {
  std::array<std::uint8_t, 4> octets{};
  auto operator<=>(const Ipv4Address&) const = default;
};

/// "02:00:00:00:00:01"
std::string to_text(MacAddress address);
/// "192.168.1.50"
std::string to_text(Ipv4Address address);
/// `parse_ipv4` reads four decimal numbers with dots; it gives no value for any other text.
std::optional<Ipv4Address> parse_ipv4(std::string_view text);

/// `read_mac` reads the octets of an address; the cursor fails when they are not all there.
MacAddress read_mac(Cursor& in);
Ipv4Address read_ipv4(Cursor& in);

}  // namespace tlscam
