#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/ip_packet.h"
#include "sim/wire/link_frame.h"

namespace tlscam {
namespace {

constexpr FieldKind kLoopback{"Loopback", "link.loopback"};
constexpr FieldKind kFamily{"Family", "link.loopback.family"};
constexpr FieldKind kCooked{"Linux cooked capture", "link.cooked"};
constexpr FieldKind kPacketType{"Packet type", "link.cooked.packet_type"};
constexpr FieldKind kHardware{"Kind of interface", "link.cooked.hardware"};
constexpr FieldKind kAddressLength{"Address length", "link.cooked.address"};
constexpr FieldKind kAddress{"Sender's address", "link.cooked.address"};
constexpr FieldKind kUnused{"Unused", "link.cooked.address"};
constexpr FieldKind kProtocol{"Type", "ethernet.type", "IEEE 802.3, 3.2.6"};
constexpr FieldKind kReserved{"Reserved", "link.cooked"};
constexpr FieldKind kInterface{"Interface number", "link.cooked.interface"};
constexpr FieldKind kPpp{"PPP", "link.ppp", "RFC 1661, 2"};
constexpr FieldKind kPppFraming{"Address and control", "link.ppp", "RFC 1662, 3.1"};
constexpr FieldKind kPppProtocol{"Protocol", "link.ppp.protocol", "RFC 1661, 2"};
constexpr FieldKind kPppoe{"PPPoE", "link.pppoe", "RFC 2516, 4"};
constexpr FieldKind kPppoeVersion{"Version and type", "link.pppoe", "RFC 2516, 4"};
constexpr FieldKind kPppoeCode{"Code", "link.pppoe", "RFC 2516, 4"};
constexpr FieldKind kPppoeSession{"Session", "link.pppoe", "RFC 2516, 4"};
constexpr FieldKind kPppoeLength{"Length", "link.pppoe", "RFC 2516, 4"};
constexpr FieldKind kRadiotap{"Radiotap", "link.radiotap"};
constexpr FieldKind kRadiotapVersion{"Version", "link.radiotap"};
constexpr FieldKind kRadiotapLength{"Length", "link.radiotap"};
constexpr FieldKind kRadiotapFields{"About the reception", "link.radiotap"};
constexpr FieldKind kWifi{"Wi-Fi frame", "link.wifi", "IEEE 802.11, 9.3.2"};
constexpr FieldKind kWifiControl{"Frame control", "link.wifi.control", "IEEE 802.11, 9.2.4.1"};
constexpr FieldKind kWifiHeader{"Addresses and sequence", "link.wifi.addresses", "IEEE 802.11, 9.3.2.1"};
constexpr FieldKind kWifiSealed{"Encrypted by the Wi-Fi", "link.wifi.encrypted", "IEEE 802.11, 12.5"};
constexpr FieldKind kWifiOther{"Content", "link.wifi.other", "IEEE 802.11, 9.3"};
constexpr FieldKind kSnap{"LLC and SNAP", "link.wifi.snap", "IEEE 802.2"};
constexpr FieldKind kSnapHeader{"Header", "link.wifi.snap", "IEEE 802.2"};
constexpr FieldKind kOther{"Packet", "ethernet.payload"};

std::string family_text(std::uint64_t family) {
  const std::uint16_t type = ether_type_of_family(static_cast<std::uint32_t>(family));
  return named_text(type == kEtherTypeIpv4 ? "IPv4" : type == kEtherTypeIpv6 ? "IPv6" : "", family);
}

/// In the byte order of a computer that has the lowest byte first.
std::string swapped_family_text(std::uint64_t family) {
  const std::uint64_t swapped =
      (family & 0xff) << 24 | (family & 0xff00) << 8 | (family >> 8 & 0xff00) | family >> 24;
  return family_text(swapped);
}

std::string packet_type_text(std::uint64_t type) {
  constexpr std::string_view kNames[] = {"to this computer", "to everybody", "to a group", "between others",
                                         "from this computer"};
  return named_text(type < std::size(kNames) ? kNames[type] : "", type);
}

std::string hardware_text(std::uint64_t kind) {
  const std::string_view name = kind == 1       ? "Ethernet"
                                : kind == 772   ? "loopback"
                                : kind == 65534 ? "none"
                                                : "";
  return named_text(name, kind);
}

std::string ppp_text(std::uint64_t protocol) {
  return named_hex_text(protocol == 0x0021   ? "IPv4"
                        : protocol == 0x0057 ? "IPv6"
                        : protocol == 0xc021 ? "LCP"
                                             : "",
                        protocol);
}

void dissect_loopback(FieldReader& in, bool network_order, UpperLayer& upper) {
  std::uint16_t type = 0;
  {
    FieldGroup group(in, kLoopback);
    Cursor start(in.peek());
    const std::uint32_t family = start.u32be();
    type = ether_type_of_family(family);
    const bool swapped = type == 0 && !network_order;
    if (swapped) type = ether_type_of_family(Cursor(in.peek()).u32le());
    in.u32(kFamily, swapped ? swapped_family_text : family_text);
  }
  if (in.ok()) dissect_ether_type(in, type, upper);
}

void read_cooked_address(FieldReader& in) {
  in.mac(kAddress);
  in.bytes(kUnused, 2);
}

void dissect_cooked(FieldReader& in, UpperLayer& upper) {
  std::uint16_t type = 0;
  {
    FieldGroup group(in, kCooked);
    in.u16(kPacketType, packet_type_text);
    in.u16(kHardware, hardware_text);
    in.u16(kAddressLength);
    read_cooked_address(in);
    type = in.u16(kProtocol, ether_type_text);
  }
  if (in.ok()) dissect_ether_type(in, type, upper);
}

void dissect_cooked2(FieldReader& in, UpperLayer& upper) {
  std::uint16_t type = 0;
  {
    FieldGroup group(in, kCooked);
    type = in.u16(kProtocol, ether_type_text);
    in.u16(kReserved);
    in.u32(kInterface);
    in.u16(kHardware, hardware_text);
    in.u8(kPacketType, packet_type_text);
    in.u8(kAddressLength);
    read_cooked_address(in);
  }
  if (in.ok()) dissect_ether_type(in, type, upper);
}

void dissect_ppp(FieldReader& in, UpperLayer& upper) {
  std::uint16_t protocol = 0;
  {
    FieldGroup group(in, kPpp);
    const ByteView start = in.peek();
    if (start.size() >= 2 && start[0] == 0xff && start[1] == 0x03) in.u16(kPppFraming, hex16_text);
    protocol = in.u16(kPppProtocol, ppp_text);
  }
  if (in.ok()) dissect_ether_type(in, ether_type_of_ppp(protocol), upper);
}

void dissect_wifi(FieldReader& in, UpperLayer& upper) {
  const auto header = read_wifi_header(in.peek());
  {
    FieldGroup group(in, kWifi);
    in.u16(kWifiControl, hex16_text);
    if (!header) {
      in.rest(kWifiOther);
      return;
    }
    in.bytes(kWifiHeader, header->size - 2);
    group.set_value(
        std::string_view(fmt::format("{} to {}", to_text(header->source), to_text(header->destination))));
  }
  if (!header->has_data || header->encrypted) {
    in.rest(header->has_data ? kWifiSealed : kWifiOther);
    return;
  }
  std::uint16_t type = 0;
  {
    FieldGroup group(in, kSnap);
    in.bytes(kSnapHeader, 6);
    type = in.u16(kProtocol, ether_type_text);
  }
  if (in.ok()) dissect_ether_type(in, type, upper);
}

void dissect_radiotap(FieldReader& in, UpperLayer& upper) {
  {
    FieldGroup group(in, kRadiotap);
    in.u16(kRadiotapVersion);
    const ByteView start = in.peek();
    const std::size_t size = start.size() < 2 ? 0 : start[0] | start[1] << 8;
    in.bytes(kRadiotapLength, 2);
    in.set_value(bytes_text, size);
    if (size < 4) in.set_broken("shorter than itself");
    in.bytes(kRadiotapFields, size < 4 ? 0 : size - 4);
  }
  if (in.ok()) dissect_wifi(in, upper);
}

}  // namespace

void dissect_pppoe(FieldReader& in, UpperLayer& upper) {
  std::uint16_t length = 0;
  {
    FieldGroup group(in, kPppoe);
    in.u8(kPppoeVersion, hex8_text);
    in.u8(kPppoeCode);
    const std::uint16_t session = in.u16(kPppoeSession);
    length = in.u16(kPppoeLength);
    group.set_value(decimal_text, session);
  }
  if (!in.ok()) return;
  const FieldBlock block(in, length);
  dissect_ppp(in, upper);
}

void dissect_frame(FieldReader& in, std::uint16_t link_type, UpperLayer& upper) {
  switch (link_type) {
    case kLinkNull:
    case kLinkLoop:
      return dissect_loopback(in, link_type == kLinkLoop, upper);
    case kLinkPpp:
      return dissect_ppp(in, upper);
    case kLinkRaw:
    case kLinkRawBsd:
    case kLinkRawOpenBsd:
    case kLinkIpv4:
    case kLinkIpv6:
      return dissect_ether_type(in, ether_type_of_packet(in.peek()), upper);
    case kLinkCooked:
      return dissect_cooked(in, upper);
    case kLinkCooked2:
      return dissect_cooked2(in, upper);
    case kLinkWifi:
      return dissect_wifi(in, upper);
    case kLinkRadiotap:
      return dissect_radiotap(in, upper);
    case kLinkEthernet:
      return dissect_ethernet(in, upper);
    default:
      in.rest(kOther);
  }
}

}  // namespace tlscam
