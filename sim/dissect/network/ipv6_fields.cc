#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"

namespace tlscam {
namespace {

constexpr FieldKind kHeader{"IPv6", "ipv6", "RFC 8200, 3"};
constexpr FieldKind kFirst{"Version, traffic class and flow label", "ipv6.version", "RFC 8200, 3"};
constexpr FieldKind kVersion{"Version", "ipv6.version", "RFC 8200, 3"};
constexpr FieldKind kTrafficClass{"Traffic class", "ipv6.traffic_class", "RFC 8200, 7"};
constexpr FieldKind kFlow{"Flow label", "ipv6.flow", "RFC 8200, 6"};
constexpr FieldKind kLength{"Payload length", "ipv6.length", "RFC 8200, 3"};
constexpr FieldKind kNext{"Next header", "ipv6.next", "RFC 8200, 3"};
constexpr FieldKind kHopLimit{"Hop limit", "ipv6.hop_limit", "RFC 8200, 3"};
constexpr FieldKind kSource{"Source", "ipv6.source", "RFC 8200, 3"};
constexpr FieldKind kDestination{"Destination", "ipv6.destination", "RFC 8200, 3"};
constexpr FieldKind kExtension{"Extension header", "ipv6.extension", "RFC 8200, 4"};
constexpr FieldKind kExtensionLength{"Length", "ipv6.extension", "RFC 8200, 4"};
constexpr FieldKind kExtensionContent{"Content", "ipv6.extension", "RFC 8200, 4"};
constexpr FieldKind kFragmentHeader{"Fragment header", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kFragmentNext{"Next header", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kReserved{"Reserved", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kPlace{"Fragment offset and flag", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kOffset{"Fragment offset", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kMore{"More fragments", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kIdentification{"Identification", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kPart{"Part of a packet in fragments", "ipv6.fragment", "RFC 8200, 4.5"};
constexpr FieldKind kPayload{"Payload", "ip.payload"};

constexpr std::size_t kAddressSize = 16;

// RFC 8200, 4.
constexpr std::uint8_t kHopByHop = 0;
constexpr std::uint8_t kRouting = 43;
constexpr std::uint8_t kFragment = 44;
constexpr std::uint8_t kDestinationOptions = 60;

IpAddress read_address(FieldReader& in, const FieldKind& kind) {
  const IpAddress address(in.bytes(kind, kAddressSize));
  in.set_value(std::string_view(ipv6_text(address)));
  return address;
}

struct Header {
  IpEnds ends;
  std::uint8_t next = 0;
  std::size_t payload = 0;  ///< bytes
};

std::optional<Header> read_header(FieldReader& in) {
  FieldGroup group(in, kHeader);
  group.set_layer(FieldLayer::ip);
  Header header;
  const std::uint32_t first = in.u32(kFirst, hex32_text);
  in.note(kVersion, decimal_text, first >> 28);
  in.note(kTrafficClass, hex8_text, first >> 20 & 0xff);
  in.note(kFlow, hex32_text, first & 0xfffff);
  if (first >> 28 != 6) {
    in.set_broken("not the start of an IPv6 packet");
    in.rest(kPayload);
    return std::nullopt;
  }
  header.payload = in.u16(kLength);
  header.next = in.u8(kNext, ip_protocol_text);
  in.u8(kHopLimit);
  header.ends.source = read_address(in, kSource);
  header.ends.destination = read_address(in, kDestination);
  if (!in.ok()) return std::nullopt;
  group.set_value(std::string_view(
      fmt::format("{} to {}", ipv6_text(header.ends.source), ipv6_text(header.ends.destination))));
  return header;
}

/// This names the header after this one.
std::uint8_t read_extension(FieldReader& in, std::uint8_t kind) {
  FieldGroup group(in, kExtension);
  group.set_value(ip_protocol_text, kind);
  const std::uint8_t next = in.u8(kNext, ip_protocol_text);
  const std::size_t units = in.u8(kExtensionLength);
  in.bytes(kExtensionContent, 6 + 8 * units);
  return next;
}

IpFragment read_fragment_header(FieldReader& in, const IpEnds& ends) {
  FieldGroup group(in, kFragmentHeader);
  IpFragment fragment{.ipv6 = true, .ends = ends};
  fragment.protocol = in.u8(kFragmentNext, ip_protocol_text);
  in.u8(kReserved);
  const std::uint16_t place = in.u16(kPlace, hex16_text);
  fragment.offset = place & 0xfff8u;  // counts in units of 8 bytes, in the upper 13 bits
  fragment.more = (place & 1) != 0;
  in.note(kOffset, bytes_text, fragment.offset);
  in.note(kMore, yes_text, place & 1);
  fragment.identification = in.u32(kIdentification, hex32_text);
  return fragment;
}

}  // namespace

void dissect_ipv6(FieldReader& in, UpperLayer& upper) {
  const auto header = read_header(in);
  if (!header) return;
  const FieldBlock packet(in, header->payload);
  dissect_ipv6_payload(in, header->next, header->ends, upper);
}

void dissect_ipv6_payload(FieldReader& in, std::uint8_t next, const IpEnds& ends, UpperLayer& upper) {
  while (in.ok()) {
    if (next == kHopByHop || next == kRouting || next == kDestinationOptions) {
      next = read_extension(in, next);
      continue;
    }
    if (next != kFragment) break;
    const IpFragment fragment = read_fragment_header(in, ends);
    if (!in.ok()) return;
    const bool whole = fragment.offset == 0 && !fragment.more;  // RFC 6946: a fragment that is all there is
    if (!whole) {
      upper.fragment(in, fragment);
      in.rest(kPart);
      return;
    }
    next = fragment.protocol;
  }
  if (!in.ok()) return;
  if (next == kProtocolTcp) {
    dissect_tcp(in, ends, upper);
  } else if (next == kProtocolUdp) {
    dissect_udp(in, ends, upper);
  } else {
    in.rest(kPayload);
  }
}

}  // namespace tlscam
