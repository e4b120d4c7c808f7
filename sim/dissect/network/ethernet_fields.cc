#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/ip_packet.h"
#include "sim/wire/link_frame.h"

namespace tlscam {
namespace {

constexpr FieldKind kFrame{"Ethernet", "ethernet", "IEEE 802.3, 3.1.1"};
constexpr FieldKind kDestination{"Destination", "ethernet.destination", "IEEE 802.3, 3.2.4"};
constexpr FieldKind kSource{"Source", "ethernet.source", "IEEE 802.3, 3.2.5"};
constexpr FieldKind kType{"Type", "ethernet.type", "IEEE 802.3, 3.2.6"};
constexpr FieldKind kVlan{"VLAN tag", "ethernet.vlan", "IEEE 802.1Q, 9.6"};
constexpr FieldKind kPayload{"Payload", "ethernet.payload"};
constexpr FieldKind kPadding{"Padding", "ethernet.padding", "IEEE 802.3, 3.2.8"};

constexpr int kMostTags = 4;

std::string vlan_text(std::uint64_t tag) {
  return fmt::format("network {}, priority {}", tag & 0xfff, tag >> 13);
}

std::uint64_t number_of(const MacAddress& address) {
  std::uint64_t number = 0;
  for (const std::uint8_t octet : address.octets) number = number << 8 | octet;
  return number;
}

std::string ends_text(std::uint64_t from, std::uint64_t to) {
  return range_text(mac_text(from), mac_text(to));
}

std::uint16_t read_header(FieldReader& in) {
  FieldGroup group(in, kFrame);
  const MacAddress to = in.mac(kDestination);
  if (to == kBroadcastMac) in.set_value("ff:ff:ff:ff:ff:ff (everybody)");
  const MacAddress from = in.mac(kSource);
  std::uint16_t type = in.u16(kType, ether_type_text);
  for (int tag = 0; tag < kMostTags && is_vlan_type(type); ++tag) {
    in.u16(kVlan, vlan_text);
    type = in.u16(kType, ether_type_text);
  }
  if (in.ok()) group.set_value(ends_text, number_of(from), number_of(to));
  return type;
}

}  // namespace

void dissect_ether_type(FieldReader& in, std::uint16_t type, UpperLayer& upper) {
  if (type == kEtherTypeArp) {
    dissect_arp(in);
  } else if (type == kEtherTypeIpv4) {
    dissect_ipv4(in, upper);
  } else if (type == kEtherTypeIpv6) {
    dissect_ipv6(in, upper);
  } else if (type == kEtherTypePppoe) {
    dissect_pppoe(in, upper);
  } else {
    in.rest(kPayload);
  }
  // "If the data is shorter than the minimum, pad octets are appended."
  in.rest(kPadding);
}

void dissect_ethernet(FieldReader& in, UpperLayer& upper) {
  const std::uint16_t type = read_header(in);
  dissect_ether_type(in, type, upper);
}

}  // namespace tlscam
