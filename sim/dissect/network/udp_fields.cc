#include <fmt/format.h>

#include <algorithm>

#include "sim/dissect/network/wire_fields.h"

namespace tlscam {
namespace {

constexpr FieldKind kHeader{"UDP", "udp", "RFC 768"};
constexpr FieldKind kSourcePort{"Source port", "udp.ports", "RFC 768"};
constexpr FieldKind kDestinationPort{"Destination port", "udp.ports", "RFC 768"};
constexpr FieldKind kLength{"Length", "udp.length", "RFC 768"};
constexpr FieldKind kChecksum{"Checksum", "udp.checksum", "RFC 768"};

constexpr std::size_t kHeaderSize = 8;

void check_segment(FieldReader& in, const CarriedSegment& datagram, ByteView segment,
                   std::uint16_t checksum) {
  if (checksum == 0) {
    in.note({"Check", "udp.checksum"}, "none: the sender did not compute it");
  } else if (transport_checksum(datagram.ends, kProtocolUdp, segment) == 0) {
    in.note({"Check", "udp.checksum"}, "correct");
  } else {
    in.set_broken("wrong, or to be filled in by the network adapter of the computer that recorded this");
  }
}

std::string ports_text(std::uint64_t from, std::uint64_t to) {
  return range_text(decimal_text(from), decimal_text(to));
}

/// No value when there is no length that tells where the payload is.
std::optional<std::size_t> read_header(FieldReader& in, CarriedSegment& datagram) {
  FieldGroup group(in, kHeader);
  group.set_layer(FieldLayer::transport);
  const ByteView all = in.peek();
  datagram.source_port = in.u16(kSourcePort);
  datagram.destination_port = in.u16(kDestinationPort);
  const std::uint16_t length = in.u16(kLength);
  if (length < kHeaderSize) in.set_broken("shorter than the header");
  const std::uint16_t checksum = in.u16(kChecksum, hex16_text);
  if (!in.ok() || length < kHeaderSize) return std::nullopt;
  if (length <= all.size()) check_segment(in, datagram, all.first(length), checksum);
  group.set_value(ports_text, datagram.source_port, datagram.destination_port);
  return length - kHeaderSize;
}

}  // namespace

void dissect_udp(FieldReader& in, const IpEnds& ends, UpperLayer& upper) {
  CarriedSegment datagram{.ends = ends};
  const auto size = read_header(in, datagram);
  if (!size) return;
  const FieldBlock payload(in, *size);
  datagram.payload = in.peek();
  upper.udp(in, datagram);
}

}  // namespace tlscam
