#include "sim/wire/link_frame.h"

#include <algorithm>
#include <iterator>

#include "sim/wire/ip_packet.h"

namespace tlscam {
namespace {

constexpr int kMostTags = 4;
constexpr std::uint16_t kHostToEverybody = 1;  // one of the packet types of Linux
constexpr std::uint16_t kHostToGroup = 2;

/// `Carried` is the packet in a frame, with the addresses of Ethernet where the link has any.
struct Carried {
  MacAddress destination{};
  MacAddress source{};
  std::uint16_t type = 0;
};

/// Cooked frames name the sender only. Those for everybody must not look as if they were for one node.
MacAddress destination_of(std::uint16_t packet_type) {
  return packet_type == kHostToEverybody || packet_type == kHostToGroup ? kBroadcastMac : MacAddress{};
}

void read_cooked(Cursor& in, Carried& carried) {
  carried.destination = destination_of(in.u16be());
  in.skip(4);  // kind of interface, length of its address
  carried.source = read_mac(in);
  in.skip(2);
  carried.type = in.u16be();
}

void read_cooked2(Cursor& in, Carried& carried) {
  carried.type = in.u16be();
  in.skip(2 + 4 + 2);  // reserved, number and kind of the interface
  carried.destination = destination_of(in.u8());
  in.skip(1);  // length of the address
  carried.source = read_mac(in);
  in.skip(2);
}

void read_ppp(Cursor& in, Carried& carried) {
  const ByteView start = Cursor(in).rest();
  if (start.size() >= 2 && start[0] == 0xff && start[1] == 0x03) in.skip(2);  // RFC 1662 section 3.1
  carried.type = ether_type_of_ppp(in.u16be());
}

void read_snap(Cursor& in, Carried& carried) {
  constexpr std::uint64_t kSnap = 0xaaaa'0300'0000;  // RFC 1042: with the types of Ethernet
  const std::uint64_t all = in.u64be();
  if (all >> 16 == kSnap) carried.type = static_cast<std::uint16_t>(all);
}

void read_wifi(Cursor& in, Carried& carried) {
  const auto header = read_wifi_header(Cursor(in).rest());
  if (!header || !header->has_data || header->encrypted) return;
  carried.destination = header->destination;
  carried.source = header->source;
  in.skip(header->size);
  read_snap(in, carried);
}

/// The tags of VLANs, and PPPoE.
void read_tags(Cursor& in, Carried& carried) {
  for (int tag = 0; tag < kMostTags && is_vlan_type(carried.type); ++tag) {
    in.skip(2);
    carried.type = in.u16be();
  }
  if (carried.type != kEtherTypePppoe) return;
  in.skip(6);
  carried.type = ether_type_of_ppp(in.u16be());
}

}  // namespace

bool is_known_link_type(std::uint16_t link_type) {
  constexpr std::uint16_t kKnown[] = {kLinkNull, kLinkEthernet, kLinkPpp,    kLinkRawBsd, kLinkRawOpenBsd,
                                      kLinkRaw,  kLinkWifi,     kLinkLoop,   kLinkCooked, kLinkRadiotap,
                                      kLinkIpv4, kLinkIpv6,     kLinkCooked2};
  return std::ranges::find(kKnown, link_type) != std::end(kKnown);
}

std::uint16_t ether_type_of_family(std::uint32_t family) {
  if (family == 2) return kEtherTypeIpv4;
  // Systems have different numbers: NetBSD and OpenBSD, FreeBSD, macOS, Linux.
  const bool ipv6 = family == 24 || family == 28 || family == 30 || family == 10;
  return ipv6 ? kEtherTypeIpv6 : 0;
}

std::uint16_t ether_type_of_ppp(std::uint16_t protocol) {
  return protocol == 0x0021 ? kEtherTypeIpv4 : protocol == 0x0057 ? kEtherTypeIpv6 : 0;
}

std::uint16_t ether_type_of_packet(ByteView packet) {
  const int version = packet.empty() ? 0 : packet[0] >> 4;
  return version == 4 ? kEtherTypeIpv4 : version == 6 ? kEtherTypeIpv6 : 0;
}

std::optional<WifiHeader> read_wifi_header(ByteView frame) {
  Cursor in(frame);
  const std::uint8_t kind = in.u8();
  const std::uint8_t flags = in.u8();
  in.skip(2);  // duration
  const MacAddress first = read_mac(in);
  const MacAddress second = read_mac(in);
  const MacAddress third = read_mac(in);
  in.skip(2);  // sequence number
  const bool to_network = (flags & 0x01) != 0;
  const bool from_network = (flags & 0x02) != 0;
  const MacAddress fourth = to_network && from_network ? read_mac(in) : MacAddress{};
  const int subtype = kind >> 4;
  const bool is_data = (kind & 0x0c) == 0x08;
  const bool has_quality = is_data && (subtype & 8) != 0;
  const std::uint16_t quality = has_quality ? in.u16le() : 0;
  if (has_quality && (flags & 0x80) != 0) in.skip(4);  // HT control
  if (!in.ok() || (kind & 0x03) != 0) return std::nullopt;
  WifiHeader header;
  header.has_data =
      is_data && (subtype & 4) == 0 && (quality & 0x80) == 0;  // several packets in one: not read
  header.encrypted = (flags & 0x40) != 0;
  header.size = in.position();
  header.destination = to_network ? third : first;
  header.source = !from_network ? second : to_network ? fourth : third;
  return header;
}

std::optional<Bytes> as_ethernet(std::uint16_t link_type, ByteView frame) {
  Cursor in(frame);
  Carried carried;
  switch (link_type) {
    case kLinkEthernet:
      carried.destination = read_mac(in);
      carried.source = read_mac(in);
      carried.type = in.u16be();
      break;
    case kLinkNull: {
      const std::uint32_t family = in.u32le();
      const std::uint16_t type = ether_type_of_family(family);
      carried.type = type != 0 ? type : ether_type_of_family(Cursor(frame).u32be());
      break;
    }
    case kLinkLoop:
      carried.type = ether_type_of_family(in.u32be());
      break;
    case kLinkRaw:
    case kLinkRawBsd:
    case kLinkRawOpenBsd:
    case kLinkIpv4:
    case kLinkIpv6:
      carried.type = ether_type_of_packet(frame);
      break;
    case kLinkPpp:
      read_ppp(in, carried);
      break;
    case kLinkCooked:
      read_cooked(in, carried);
      break;
    case kLinkCooked2:
      read_cooked2(in, carried);
      break;
    case kLinkRadiotap: {
      in.skip(2);
      const std::uint16_t size = in.u16le();
      if (size < 4) return std::nullopt;
      in.skip(size - 4u);
      read_wifi(in, carried);
      break;
    }
    case kLinkWifi:
      read_wifi(in, carried);
      break;
    default:
      return std::nullopt;
  }
  read_tags(in, carried);
  if (!in.ok() || carried.type == 0) return std::nullopt;
  return emit_ethernet({carried.destination, carried.source, carried.type, in.rest()});
}

}  // namespace tlscam
