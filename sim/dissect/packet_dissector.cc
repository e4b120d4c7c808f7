#include "sim/dissect/packet_dissector.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/stream/dtls_messages.h"
#include "sim/stream/tls_role.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/dns.h"
#include "sim/wire/ntp.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kMdnsPort = 5353;  // RFC 6762
constexpr std::size_t kMostConnections = 1024;
constexpr std::size_t kMostSources = 4096;
/// Segments and records of one end that are remembered, to say which ones come again.
constexpr std::size_t kMostSeen = 64;
/// As many as a frame could complete, but for hostile ones.
constexpr std::size_t kMostOldTrees = 16;
/// Packets in fragments that wait for more, and the longest that there can be (RFC 791 section 3.1).
constexpr std::size_t kMostAssemblies = 64;
constexpr std::size_t kLongestPacket = 65535;
/// Bytes that wait behind a gap: as many as a window without scaling.
constexpr std::size_t kWaitingBytes = 1u << 16;

constexpr FieldKind kData{"Data", "tcp.data", "RFC 9293, 3.1"};
constexpr FieldKind kOrder{"Order", "tcp.order", "RFC 9293, 3.4"};
constexpr FieldKind kPreface{"Before it", "tls.preface"};
constexpr FieldKind kRecordOrder{"Order", "dtls.record.order", "RFC 6347, 4.1.2.6"};
constexpr FieldKind kMessageOrder{"Order", "dtls.handshake.order", "RFC 6347, 4.2.4"};
constexpr FieldKind kDatagram{"Data", "udp.data", "RFC 768"};

/// Broken records are shown as such, but for a version so old that its number may be anything.
bool may_be_dtls(ByteView datagram) {
  Cursor in(datagram);
  const std::uint8_t type = in.u8();
  const std::uint16_t version = in.u16be();
  if (!in.ok() || type < static_cast<std::uint8_t>(TlsContentType::change_cipher_spec) ||
      type > static_cast<std::uint8_t>(TlsContentType::heartbeat)) {
    return false;
  }
  if (version == kDtls10 || version == kDtls12 || version == kDtls13) return true;
  Cursor records(datagram);
  return version == kDtlsOld && read_dtls_record(records);
}

/// Forgets the half that was not used for longest: so the search for it is paid for by many that are added.
template <class Map>
void make_room(Map& map) {
  std::vector<std::uint64_t> uses;
  uses.reserve(map.size());
  for (const auto& [key, value] : map) uses.push_back(value.used);
  const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 2);
  std::nth_element(uses.begin(), middle, uses.end());
  std::erase_if(map, [&](const auto& one) { return one.second.used < *middle; });
}

/// The value for these ends, made when there is none.
template <class Map, class Key>
typename Map::mapped_type& find_or_make(Map& map, const Key& key, std::size_t most) {
  const auto found = map.find(key);
  if (found != map.end()) return found->second;
  if (map.size() >= most) make_room(map);
  return map[key];
}

}  // namespace

/// This is about a segment that begins before `expected`, where the next one of its sender should.
std::string PacketDissector::repetition_text(const Half& mine, StreamRange range, std::uint64_t expected,
                                             ByteView payload) {
  // RFC 9293, 3.8.4: a byte that was acknowledged asks whether the peer is still there.
  if (payload.size() == 1 && range.end == expected && payload[0] == 0) {
    return "asks whether the peer is still there";
  }
  if (range.end > expected && !range.empty()) {
    return fmt::format("the first {} were sent before", bytes_text(expected - range.begin));
  }
  const auto first =
      std::ranges::find_if(mine.seen, [&](const Source& one) { return one.range.overlaps(range); });
  if (first != mine.seen.end() && first->range.begin <= range.begin) {
    return fmt::format("sent again: first in frame {}", first->frame);
  }
  const auto later =
      std::ranges::find_if(mine.seen, [&](const Source& one) { return one.range.end > range.begin; });
  if (later == mine.seen.end()) return "sent again";
  return fmt::format("fills the gap before frame {}: it was lost, or late", later->frame);
}

DissectedPacket PacketDissector::dissect(ByteView frame, Instant at, DissectedPacket old,
                                         std::uint16_t link_type) {
  DissectedPacket packet = std::move(old);
  packet.number = ++number_;
  packet.at = at_ = at;
  for (DissectedPart& part : packet.parts) {
    if (old_trees_.size() < kMostOldTrees) old_trees_.push_back(std::move(part.fields));
  }
  packet.parts.clear();
  parts_ = std::move(packet.parts);
  FieldReader in(frame, FieldLayer::ethernet, std::move(packet.fields));
  dissect_frame(in, link_type, *this);
  packet.fields = in.finish();
  packet.parts = std::exchange(parts_, {});
  return packet;
}

void PacketDissector::tcp(FieldReader& in, const CarriedSegment& segment) {
  Connection& connection = connection_of(segment);
  const FlowEnd sender{segment.ends.source, segment.source_port};
  const bool from_client = sender == connection.client;
  const bool connects = segment.has(kTcpSyn) && !segment.has(kTcpAck);
  if (connects && connection.used != 0) {
    in.remark(kOrder, "sent again: nobody has answered it in time");
  }
  connection.used = number_;
  note_order(in, from_client ? connection.from_client : connection.from_server, segment);
  if (in.more()) {
    in.rest(kData);
    in.set_value(bytes_text, segment.payload.size());
  }
  read_segment(in, connection, segment, from_client);
}

/// `note_order` says what of the segment was sent before, or what is missing before it: once, where it shows
/// first.
void PacketDissector::note_order(FieldReader& in, Half& mine, const CarriedSegment& segment) {
  if (!mine.stream || segment.has(kTcpRst) || segment.has(kTcpSyn)) return;
  const auto range = mine.stream->locate(segment.sequence, segment.payload.size());
  if (!range) return in.remark(kOrder, "far outside of any window: the receiver drops it");
  const bool ends = segment.has(kTcpFin);
  const std::uint64_t expected = mine.next;
  mine.next = std::max(expected, range->end + ends);
  if (range->begin > expected) {
    const std::uint64_t missing = range->begin - expected;
    in.remark(kOrder, fmt::format("{} before it {} missing: lost, late, or not in the capture",
                                  bytes_text(missing), missing == 1 ? "is" : "are"));
  } else if (range->begin < expected && (ends || !range->empty())) {
    in.remark(kOrder, repetition_text(mine, *range, expected, segment.payload));
  } else if (!range->empty() && range->end <= mine.acknowledged) {
    in.remark(kOrder, "the peer has acknowledged it before: the capture has the two in the wrong order");
  }
  if (range->empty()) return;
  mine.seen.push_back({*range, number_});
  if (mine.seen.size() > kMostSeen) mine.seen.pop_front();
}

/// The packet is dissected with the fragment that completes it.
void PacketDissector::fragment(FieldReader& in, const IpFragment& fragment) {
  if (assembled_) return;  // nobody cuts a packet twice
  const ByteView bytes = in.peek();
  const std::size_t end = fragment.offset + bytes.size();
  if (bytes.empty() || end > kLongestPacket) return;
  const AssemblyKey key{fragment.ends.source, fragment.ends.destination, fragment.protocol,
                        fragment.identification};
  Assembly& assembly = find_or_make(assemblies_, key, kMostAssemblies);
  assembly.used = number_;
  if (!fragment.more) assembly.size = end;
  if (assembly.bytes.size() < end) {
    assembly.bytes.resize(end);
    assembly.have.resize(end);
  }
  std::ranges::copy(bytes, assembly.bytes.begin() + static_cast<std::ptrdiff_t>(fragment.offset));
  std::fill_n(assembly.have.begin() + static_cast<std::ptrdiff_t>(fragment.offset), bytes.size(), true);
  if (assembly.frames.size() < kLongestPacket / 8) assembly.frames.push_back(number_);
  const bool whole = assembly.size == assembly.bytes.size() &&
                     std::ranges::find(assembly.have, false) == assembly.have.end();
  if (!whole) return;
  Assembly done = std::move(assembly);
  assemblies_.erase(key);
  const std::size_t index = parts_.size();
  parts_.emplace_back().kind = DissectedPart::Kind::packet;
  FieldReader packet(done.bytes, FieldLayer::transport);
  assembled_ = true;
  (fragment.ipv6 ? dissect_ipv6_payload : dissect_ipv4_payload)(packet, fragment.protocol, fragment.ends,
                                                                *this);
  assembled_ = false;
  // The parts that the packet completed stand after it.
  DissectedPart& part = parts_[index];
  part.fields = packet.finish();
  part.bytes = std::move(done.bytes);
  part.frames = std::move(done.frames);
}

PacketDissector::Connection& PacketDissector::connection_of(const CarriedSegment& segment) {
  const FlowEnd from{segment.ends.source, segment.source_port};
  const FlowEnd to{segment.ends.destination, segment.destination_port};
  Connection& connection =
      find_or_make(connections_, Flow::between(kProtocolTcp, from, to), kMostConnections);
  const bool connects = segment.has(kTcpSyn) && !segment.has(kTcpAck);
  const bool another = connects && connection.first_sequence != segment.sequence;
  if (connection.used != 0 && !another) return connection;

  connection = {};
  if (connects) connection.first_sequence = segment.sequence;
  // A capture may begin in the middle of a connection.
  const bool from_client = connects || (!segment.has(kTcpSyn) && is_client(from, to, segment.payload, false));
  connection.client = from_client ? from : to;
  if (segment.has(kTcpSyn)) return connection;
  connection.known.seals = TlsSeals(false);
  connection.from_client.search = connection.from_server.search = TlsSearch(TlsSearch::Start::middle);
  return connection;
}

void PacketDissector::read_segment(FieldReader& in, Connection& connection, const CarriedSegment& segment,
                                   bool from_client) {
  Half& mine = from_client ? connection.from_client : connection.from_server;
  Half& other = from_client ? connection.from_server : connection.from_client;
  if (segment.has(kTcpRst)) return;
  if (segment.has(kTcpAck) && other.stream) {
    // The bytes that the receiver has and the capture has not will not come any more.
    const auto acknowledged = other.stream->locate(segment.acknowledgment, 0);
    if (acknowledged) other.acknowledged = std::max(other.acknowledged, acknowledged->end);
    if (acknowledged && other.stream->skip_gap(acknowledged->end)) {
      other.parts.resume();
      other.search.lose();
      connection.known.seals.lose(!from_client);
      if (connection.opener) connection.opener->lost(!from_client);
      read_stream(in, connection, !from_client);
    }
  }
  const std::uint32_t first = segment.sequence + (segment.has(kTcpSyn) ? 1 : 0);
  if (!mine.stream) mine.stream.emplace(first, kWaitingBytes);
  if (segment.payload.empty()) return;
  if (auto range = mine.stream->locate(first, segment.payload.size())) {
    range->begin = std::max(range->begin, std::min(mine.stream->size(), range->end));
    if (!range->empty() && mine.sources.size() < kMostSources) mine.sources.push_back({*range, number_});
  }
  mine.stream->sent(first, segment.payload, at_);
  read_stream(in, connection, from_client);
}

/// The first record of a connection that said something else before.
void PacketDissector::begin_tls(FieldReader& in, Connection& connection, bool from_client) {
  Half& other = from_client ? connection.from_server : connection.from_client;
  other.search.expect();
  if (other.search.begun() || connection.preface.empty()) return;
  const std::string protocol = connection.preface.protocol();
  if (protocol.empty()) return in.remark(kPreface, "data of another protocol; TLS begins here");
  in.remark(kPreface,
            fmt::format("{}, until its {}; TLS begins here", protocol, connection.preface.switched_by()));
}

void PacketDissector::take_part(const Half& mine, StreamPart read, bool from_client) {
  DissectedPart& part = parts_.emplace_back(std::move(read.part));
  part.from_client = from_client;
  part.range = read.range;
  for (const Source& source : mine.sources) {
    const bool known = std::ranges::find(part.frames, source.frame) != part.frames.end();
    if (source.range.overlaps(read.range) && !known) part.frames.push_back(source.frame);
  }
}

void PacketDissector::read_stream(FieldReader& in, Connection& connection, bool from_client) {
  Half& mine = from_client ? connection.from_client : connection.from_server;
  const bool begun = mine.search.begun();
  const TlsSearch::Found found = mine.search.read(mine.stream->take());
  if (!found.plain.empty() && !connection.from_client.search.begun() &&
      !connection.from_server.search.begun()) {
    connection.preface.add(from_client, found.plain);
  }
  if (mine.search.is_plain()) {
    mine.sources.clear();
    return;
  }
  if (!mine.search.begun()) return;
  if (!begun) {
    if (!found.plain.empty()) connection.preface.add(from_client, found.plain);
    begin_tls(in, connection, from_client);
  }
  connection.known.from_client = from_client;
  connection.known.old_trees = &old_trees_;
  const std::uint64_t records_at = mine.stream->size() - found.tls.size();
  if (!found.old_hello.empty()) {
    const std::uint64_t at = records_at - found.old_hello.size();
    take_part(mine, TlsParts::read_old_hello(found.old_hello, at, connection.known), from_client);
  }
  if (found.tls.empty()) return;
  if (make_opener_ && !connection.opener) {
    connection.opener = make_opener_(false);
    connection.known.opener = connection.opener.get();
  }
  for (StreamPart& read : mine.parts.read(found.tls, records_at, connection.known)) {
    take_part(mine, std::move(read), from_client);
  }
  const std::uint64_t needed = mine.parts.first_needed();
  std::erase_if(mine.sources, [&](const Source& source) { return source.range.end <= needed; });
  static_cast<void>(mine.stream->sent_at(needed));  // makes it forget the times before
}

void PacketDissector::udp(FieldReader& in, const CarriedSegment& datagram) {
  const auto uses = [&](std::uint16_t port) {
    return datagram.source_port == port || datagram.destination_port == port;
  };
  if (uses(kDhcpServerPort) || uses(kDhcpClientPort)) return dissect_dhcp(in);
  if (uses(kDnsPort) || uses(kMdnsPort)) return dissect_dns(in);
  if (uses(kNtpPort)) return dissect_ntp(in);
  if (may_be_dtls(datagram.payload)) return read_dtls(in, datagram);
  if (may_be_quic(datagram.payload)) return dissect_quic(in);
  in.rest(kDatagram);
}

/// Whether the record, or what it carries of a handshake message, was there before.
void PacketDissector::note_repetition(FieldReader& in, SeenDatagrams& seen, const DtlsRecord& record,
                                      const std::optional<OpenedRecord>& opened) const {
  const auto remember = [&](auto& frames, const auto& key) {
    const auto [found, is_new] = frames.try_emplace(key, number_);
    const std::uint64_t first = found->second;
    if (frames.size() > kMostSeen) frames.erase(frames.begin());
    return is_new ? 0 : first;
  };
  if (const auto first = remember(seen.records, std::uint64_t{record.epoch} << 48 | record.sequence)) {
    return in.remark(kRecordOrder,
                     fmt::format("the same record as in frame {}: the receiver drops it", first));
  }
  ByteView content = record.payload;
  TlsContentType type = record.type;
  if (record.epoch > 0) {
    if (!opened || !opened->opened()) return;
    content = opened->readable();
    type = opened->type;
  }
  if (type != TlsContentType::handshake) return;
  Cursor messages(content);
  while (!messages.at_end()) {
    const auto fragment = read_dtls_handshake_fragment(messages);
    if (!fragment) return;
    // A client that begins again after a HelloVerifyRequest uses new numbers.
    const auto first = remember(seen.fragments, std::pair{fragment->sequence, fragment->offset});
    if (first != 0) {
      in.remark(kMessageOrder,
                fmt::format("message {} is sent again: first in frame {}", fragment->sequence, first));
    }
  }
}

void PacketDissector::read_dtls(FieldReader& in, const CarriedSegment& datagram) {
  const FlowEnd from{datagram.ends.source, datagram.source_port};
  const FlowEnd to{datagram.ends.destination, datagram.destination_port};
  DtlsConnection& connection =
      find_or_make(dtls_connections_, Flow::between(kProtocolUdp, from, to), kMostConnections);
  const Bytes random = random_of_first_hello(datagram.payload);
  const bool another =
      !random.empty() && !connection.first_random.empty() && connection.first_random != random;
  if (connection.used == 0 || another) {
    const bool from_client = is_client(from, to, datagram.payload, true);
    connection = DtlsConnection{.client = from_client ? from : to};
    if (make_opener_) connection.opener = make_opener_(true);
    connection.known.opener = connection.opener.get();
  }
  if (connection.first_random.empty()) connection.first_random = random;
  connection.used = number_;
  const bool from_client = connection.client == from;
  connection.known.from_client = from_client;
  connection.known.old_trees = &old_trees_;
  DtlsParts& parts = from_client ? connection.from_client : connection.from_server;
  Cursor records(datagram.payload);
  while (in.more()) {
    const auto record = read_dtls_record(records);
    std::optional<OpenedRecord> opened;
    if (record && record->epoch > 0 && connection.opener) {
      const std::uint64_t sequence = std::uint64_t{record->epoch} << 48 | record->sequence;
      opened =
          connection.opener->open(from_client, {record->type, record->version, sequence, record->payload});
    }
    if (record)
      note_repetition(in, from_client ? connection.seen_from_client : connection.seen_from_server, *record,
                      opened);
    dissect_dtls_record(in, connection.known, opened ? &*opened : nullptr);
    if (!record) continue;
    for (DissectedPart& part : parts.read(*record, opened ? &*opened : nullptr, number_, connection.known)) {
      part.from_client = from_client;
      parts_.push_back(std::move(part));
    }
  }
}

}  // namespace tlscam
