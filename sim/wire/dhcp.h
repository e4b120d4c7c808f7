#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

inline constexpr std::uint16_t kDhcpServerPort = 67;
inline constexpr std::uint16_t kDhcpClientPort = 68;

/// RFC 2132 section 9.6.
enum class DhcpType : std::uint8_t {
  discover = 1,
  offer = 2,
  request = 3,
  decline = 4,
  ack = 5,
  nak = 6,
  release = 7,
  inform = 8,
};

/// `DhcpMessage` is a message (RFC 2131 section 2) over Ethernet, with the options (RFC 2132) that we use.
struct DhcpMessage {
  bool is_reply = false;  ///< BOOTREPLY, from server to client
  std::uint32_t transaction = 0;
  std::uint16_t seconds = 0;
  bool broadcast = false;  ///< the client cannot receive unicast before it has an address
  Ipv4Address client_address;
  Ipv4Address your_address;
  Ipv4Address next_server;
  Ipv4Address relay;
  MacAddress client_mac;

  DhcpType type = DhcpType::discover;              // 53
  std::optional<Ipv4Address> requested_address;    // 50
  std::optional<std::uint32_t> lease_seconds;      // 51
  std::optional<Ipv4Address> server;               // 54
  std::optional<std::uint32_t> renewal_seconds;    // 58
  std::optional<std::uint32_t> rebinding_seconds;  // 59
  std::optional<Ipv4Address> netmask;              // 1
  std::optional<Ipv4Address> router;               // 3, the first one
  std::optional<Ipv4Address> dns_server;           // 6, the first one
  std::string host_name;                           // 12; empty: none
  std::string domain;                              // 15; empty: none
};

/// `parse_dhcp` fails for a short message, another kind of hardware, a missing magic cookie or message type,
/// and options that run past the end or are too short for their value. It skips unknown options.
Result<DhcpMessage> parse_dhcp(ByteView bytes);
/// `emit_dhcp` pads to 300 bytes, the least that BOOTP relays and old clients accept (RFC 1542 section 2.1),
/// and cuts texts longer than 255 bytes.
Bytes emit_dhcp(const DhcpMessage& message);

}  // namespace tlscam
