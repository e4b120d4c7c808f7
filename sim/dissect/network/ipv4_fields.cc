#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/checksum.h"

namespace tlscam {
namespace {

constexpr FieldKind kHeader{"IPv4", "ip", "RFC 791, 3.1"};
constexpr FieldKind kFirst{"Version and header length", "ip.version", "RFC 791, 3.1"};
constexpr FieldKind kVersion{"Version", "ip.version", "RFC 791, 3.1"};
constexpr FieldKind kHeaderLength{"Header length", "ip.header_length", "RFC 791, 3.1"};
constexpr FieldKind kService{"Service", "ip.service", "RFC 2474, 3"};
constexpr FieldKind kTotalLength{"Total length", "ip.total_length", "RFC 791, 3.1"};
constexpr FieldKind kIdentification{"Identification", "ip.identification", "RFC 6864, 4"};
constexpr FieldKind kFragment{"Flags and fragment offset", "ip.fragment", "RFC 791, 3.1"};
constexpr FieldKind kDontFragment{"Don't fragment", "ip.dont_fragment", "RFC 791, 3.1"};
constexpr FieldKind kMoreFragments{"More fragments", "ip.more_fragments", "RFC 791, 3.1"};
constexpr FieldKind kOffset{"Fragment offset", "ip.fragment", "RFC 791, 3.1"};
constexpr FieldKind kTimeToLive{"Time to live", "ip.time_to_live", "RFC 791, 3.1"};
constexpr FieldKind kProtocol{"Protocol", "ip.protocol", "RFC 791, 3.1"};
constexpr FieldKind kChecksum{"Header checksum", "ip.checksum", "RFC 1071"};
constexpr FieldKind kSource{"Source", "ip.source", "RFC 791, 3.1"};
constexpr FieldKind kDestination{"Destination", "ip.destination", "RFC 791, 3.1"};
constexpr FieldKind kOptions{"Options", "ip.options", "RFC 791, 3.1"};
constexpr FieldKind kPart{"Part of a packet in fragments", "ip.fragment", "RFC 791, 3.2"};
constexpr FieldKind kPayload{"Payload", "ip.payload"};

constexpr std::size_t kShortestHeader = 20;

struct Header : IpFragment {
  bool fragment = false;
  std::size_t payload = 0;  ///< bytes
};

std::uint64_t number_of(const Ipv4Address& address) {
  std::uint64_t number = 0;
  for (const std::uint8_t octet : address.octets) number = number << 8 | octet;
  return number;
}

std::string ends_text(std::uint64_t from, std::uint64_t to) {
  return range_text(ipv4_text(from), ipv4_text(to));
}

void check_header(FieldReader& in, ByteView header) {
  if (internet_checksum(header) == 0) {
    in.note({"Check", "ip.checksum"}, "correct");
  } else {
    in.set_broken("wrong: a bit of the header has changed on its way");
  }
}

/// No value when the bytes are not a header of IPv4 that tells where the payload is.
std::optional<Header> read_header(FieldReader& in) {
  FieldGroup group(in, kHeader);
  group.set_layer(FieldLayer::ip);
  Header header;
  const ByteView whole = in.peek();
  const std::uint8_t first = in.u8(kFirst, hex8_text);
  const std::size_t header_size = (first & 0xfu) * 4u;
  in.note(kVersion, decimal_text, first >> 4);
  in.note(kHeaderLength, bytes_text, header_size);
  if (first >> 4 != 4 || header_size < kShortestHeader) {
    in.set_broken("not the start of an IPv4 packet");
    in.rest(kPayload);
    return std::nullopt;
  }
  in.u8(kService, hex8_text);
  const std::uint16_t total = in.u16(kTotalLength);
  if (total < header_size) in.set_broken("shorter than the header");
  header.identification = in.u16(kIdentification, hex16_text);
  const std::uint16_t fragment = in.u16(kFragment, hex16_text);
  in.note(kDontFragment, fragment & 0x4000 ? "yes" : "no");
  in.note(kMoreFragments, fragment & 0x2000 ? "yes" : "no");
  in.note(kOffset, bytes_text, (fragment & 0x1fffu) * 8);
  header.fragment = (fragment & 0x3fff) != 0;
  header.more = (fragment & 0x2000) != 0;
  header.offset = (fragment & 0x1fffu) * 8;
  in.u8(kTimeToLive);
  header.protocol = in.u8(kProtocol, ip_protocol_text);
  in.u16(kChecksum, hex16_text);
  if (whole.size() >= header_size) check_header(in, whole.first(header_size));
  const Ipv4Address source = in.ipv4(kSource);
  const Ipv4Address destination = in.ipv4(kDestination);
  header.ends = {source, destination};
  if (header_size > kShortestHeader) in.bytes(kOptions, header_size - kShortestHeader);
  if (!in.ok() || total < header_size) return std::nullopt;
  header.payload = total - header_size;
  group.set_value(ends_text, number_of(source), number_of(destination));
  return header;
}

}  // namespace

void dissect_ipv4(FieldReader& in, UpperLayer& upper) {
  const auto header = read_header(in);
  if (!header) return;
  const FieldBlock packet(in, header->payload);
  if (header->fragment) {
    upper.fragment(in, *header);
    in.rest(kPart);
    return;
  }
  dissect_ipv4_payload(in, header->protocol, header->ends, upper);
}

void dissect_ipv4_payload(FieldReader& in, std::uint8_t protocol, const IpEnds& ends, UpperLayer& upper) {
  switch (protocol) {
    case kProtocolIcmp:
      return dissect_icmp(in);
    case kProtocolTcp:
      return dissect_tcp(in, ends, upper);
    case kProtocolUdp:
      return dissect_udp(in, ends, upper);
    default:
      in.rest(kPayload);
  }
}

}  // namespace tlscam
