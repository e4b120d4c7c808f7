#include "sim/net/fault_watch.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

std::size_t position_of(ByteView part, ByteView frame) {
  return static_cast<std::size_t>(part.data() - frame.data());
}

bool begins_with_record(ByteView payload) {
  return parse_tls_record_header(payload).has_value();
}

}  // namespace

std::optional<std::uint32_t> FaultWatch::wanted(std::uint32_t size) const {
  const std::int64_t position =
      fault_.byte < 0 ? static_cast<std::int64_t>(size) + fault_.byte : std::int64_t{fault_.byte};
  if (position < 0 || position >= size) return std::nullopt;
  return static_cast<std::uint32_t>(position);
}

std::string FaultWatch::no_such_byte(std::uint32_t size) const {
  return fmt::format("the {} has {} bytes, and no byte {}", to_text(fault_.target), size, fault_.byte);
}

std::optional<FaultWatch::Hit> FaultWatch::see(ByteView frame) {
  if (fault_.target == FaultTarget::frame) return see_whole(frame, frame);
  const auto ethernet = parse_ethernet(frame);
  if (!ethernet || ethernet->type != kEtherTypeIpv4) return std::nullopt;
  const auto packet = parse_ipv4_packet(ethernet->payload);
  if (!packet || packet->is_fragment()) return std::nullopt;
  if (packet->protocol == kProtocolTcp) {
    const auto segment = parse_tcp(*packet);
    if (!segment) return std::nullopt;
    if (fault_.target != FaultTarget::segment) return see_stream(*segment, frame);
    return segment->payload.empty() ? std::nullopt : see_whole(segment->payload, frame);
  }
  if (packet->protocol != kProtocolUdp) return std::nullopt;
  const auto datagram = parse_udp(*packet);
  if (!datagram) return std::nullopt;
  if (fault_.target != FaultTarget::datagram) return see_records(*datagram, frame);
  return datagram->payload.empty() ? std::nullopt : see_whole(datagram->payload, frame);
}

std::optional<FaultWatch::Hit> FaultWatch::see_whole(ByteView content, ByteView frame) {
  if (!is_chosen()) return std::nullopt;
  if (fault_.action == FaultAction::drop) return Hit{};
  const auto size = static_cast<std::uint32_t>(content.size());
  const auto byte = wanted(size);
  if (!byte) return Hit{0, no_such_byte(size)};
  return Hit{position_of(content, frame) + *byte, ""};
}

std::optional<FaultWatch::Hit> FaultWatch::see_stream(const TcpSegment& segment, ByteView frame) {
  const Way way{{segment.source, segment.source_port}, {segment.destination, segment.destination_port}};
  if (segment.has(kTcpSyn)) {
    streams_[way] = {.order = TcpOrder(segment.sequence + 1)};
    return std::nullopt;
  }
  if (segment.payload.empty()) return std::nullopt;
  Stream& stream = streams_[way];
  // Bytes that come again were seen; after a gap the stream goes on where a record begins.
  ByteView fresh = segment.payload;
  if (stream.order) {
    const std::int64_t ahead = stream.order->ahead(segment.sequence);
    if (ahead > 0) stream.order.reset();
    if (ahead < 0) fresh = fresh.subspan(std::min(fresh.size(), static_cast<std::size_t>(-ahead)));
    if (fresh.empty()) return std::nullopt;
  }
  if (!stream.order || !stream.scanner.ok()) {
    if (!begins_with_record(segment.payload)) return std::nullopt;
    stream.scanner.start();
    stream.counted = false;
    stream.order = TcpOrder(segment.sequence);
    fresh = segment.payload;
  }
  stream.order->advance(stream.order->next() + fresh.size());
  Cursor in(fresh);
  while (const auto piece = stream.scanner.next(in)) {
    if (auto hit = see_piece(stream, *piece, position_of(piece->bytes, frame))) return hit;
  }
  return std::nullopt;
}

std::optional<FaultWatch::Hit> FaultWatch::see_piece(Stream& stream, const MessageScanner::Piece& piece,
                                                     std::size_t position) {
  if (piece.offset == 0) stream.counted = piece.target == fault_.target && is_chosen();
  if (!stream.counted) return std::nullopt;
  if (fault_.action == FaultAction::drop) return Hit{};
  const auto end = piece.offset + static_cast<std::uint32_t>(piece.bytes.size());
  // A byte of the header may be asked for before the message's size is known.
  const auto byte = piece.size         ? wanted(*piece.size)
                    : fault_.byte >= 0 ? std::optional(static_cast<std::uint32_t>(fault_.byte))
                                       : std::nullopt;
  if (byte && *byte >= piece.offset && *byte < end) return Hit{position + *byte - piece.offset, ""};
  if (piece.size && (!byte || end == *piece.size)) return Hit{0, no_such_byte(*piece.size)};
  return std::nullopt;
}

// RFC 6347 section 4.1: records do not span datagrams; section 4.2.3: the parts of a message may come in
// several.
std::optional<FaultWatch::Hit> FaultWatch::see_records(const UdpDatagram& datagram, ByteView frame) {
  const Way way{{datagram.source, datagram.source_port}, {datagram.destination, datagram.destination_port}};
  Cursor in(datagram.payload);
  while (!in.at_end()) {
    const auto record = read_dtls_record(in);
    if (!record) return std::nullopt;
    if (record->type != TlsContentType::handshake || record->epoch > 0) {
      if (fault_target_of(record->type) != fault_.target) continue;
      if (auto hit = see_whole(record->payload, frame)) return hit;
      continue;
    }
    Cursor messages(record->payload);
    while (!messages.at_end()) {
      const auto start = position_of(record->payload, frame) + messages.position();
      const auto fragment = read_dtls_handshake_fragment(messages);
      if (!fragment) break;
      if (fault_target_of(fragment->type) != fault_.target) continue;
      if (auto hit = see_fragment(*fragment, way, start)) return hit;
    }
  }
  return std::nullopt;
}

std::optional<FaultWatch::Hit> FaultWatch::see_fragment(const DtlsHandshakeFragment& fragment, const Way& way,
                                                        std::size_t position) {
  const std::pair message(way, fragment.sequence);
  if (!chosen_message_ && fragment.offset == 0 && is_chosen()) chosen_message_ = message;
  if (chosen_message_ != message) return std::nullopt;
  if (fault_.action == FaultAction::drop) return Hit{};
  constexpr auto kHeader = static_cast<std::uint32_t>(kDtlsHandshakeHeaderSize);
  const auto byte = wanted(fragment.length + kHeader);
  if (!byte) return Hit{0, no_such_byte(fragment.length + kHeader)};
  // Each part has a header of its own; that of the message is the first part's.
  if (*byte < kHeader) return fragment.offset == 0 ? std::optional(Hit{position + *byte, ""}) : std::nullopt;
  const std::uint32_t in_body = *byte - kHeader;
  if (in_body < fragment.offset || in_body >= fragment.offset + fragment.body.size()) return std::nullopt;
  return Hit{position + kHeader + in_body - fragment.offset, ""};
}

}  // namespace tlscam
