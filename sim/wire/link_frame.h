#pragma once
#include <cstdint>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/wire/ethernet.h"

namespace tlscam {

// Link types of capture files, from the registry of the Tcpdump Group, that are read here.
inline constexpr std::uint16_t kLinkNull =
    0;  ///< loopback of BSD and macOS, in the byte order of the computer
inline constexpr std::uint16_t kLinkEthernet = 1;
inline constexpr std::uint16_t kLinkPpp = 9;
inline constexpr std::uint16_t kLinkRawBsd = 12;
inline constexpr std::uint16_t kLinkRawOpenBsd = 14;
inline constexpr std::uint16_t kLinkRaw = 101;
inline constexpr std::uint16_t kLinkWifi = 105;
inline constexpr std::uint16_t kLinkLoop = 108;    ///< loopback of OpenBSD, in network byte order
inline constexpr std::uint16_t kLinkCooked = 113;  ///< Linux, of all interfaces (SLL)
inline constexpr std::uint16_t kLinkRadiotap = 127;
inline constexpr std::uint16_t kLinkIpv4 = 228;
inline constexpr std::uint16_t kLinkIpv6 = 229;
inline constexpr std::uint16_t kLinkCooked2 = 276;  ///< SLL2

bool is_known_link_type(std::uint16_t link_type);

inline constexpr std::uint16_t kEtherTypeVlan = 0x8100;          // IEEE 802.1Q
inline constexpr std::uint16_t kEtherTypeProviderVlan = 0x88a8;  // IEEE 802.1ad
inline constexpr std::uint16_t kEtherTypeOldVlan = 0x9100;       // before it
inline constexpr std::uint16_t kEtherTypePppoe = 0x8864;         // RFC 2516 section 4

constexpr bool is_vlan_type(std::uint16_t type) {
  return type == kEtherTypeVlan || type == kEtherTypeProviderVlan || type == kEtherTypeOldVlan;
}

/// `ether_type_of_family` translates the family in front of a packet on a loopback interface; 0: another one.
std::uint16_t ether_type_of_family(std::uint32_t family);
/// `ether_type_of_ppp` translates a protocol number of PPP; 0: another one.
std::uint16_t ether_type_of_ppp(std::uint16_t protocol);
/// `ether_type_of_packet` looks at the version in the first byte of a packet of IP; 0: neither.
std::uint16_t ether_type_of_packet(ByteView packet);

/// `WifiHeader` is that of a data frame of IEEE 802.11 (section 9.3.2.1), as far as it matters here.
struct WifiHeader {
  bool has_data = false;   ///< a data frame with a payload of one packet
  bool encrypted = false;  ///< by WPA; nothing can be read without its keys
  std::size_t size = 0;    ///< bytes of the header
  MacAddress destination;
  MacAddress source;
};
std::optional<WifiHeader> read_wifi_header(ByteView frame);

/// `as_ethernet` writes what a frame of any known link type carries as a frame of Ethernet without tags, for
/// whoever follows connections. It has no value for a frame that carries nothing of the kind.
std::optional<Bytes> as_ethernet(std::uint16_t link_type, ByteView frame);

}  // namespace tlscam
