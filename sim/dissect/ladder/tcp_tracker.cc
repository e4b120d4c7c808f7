#include "sim/dissect/ladder/tcp_tracker.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/dissect/ladder/entries.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostSpans = 256;
constexpr std::size_t kMostMarks = 64;
constexpr std::uint64_t kEverything = std::numeric_limits<std::uint64_t>::max();

LadderEntry tcp_entry(std::string name, const TapEvent& event, bool from_client) {
  return {.at = event.sent_at, .from_client = from_client, .kind = LadderKind::tcp, .name = std::move(name)};
}

void set_flag(Conversation& conversation, std::uint32_t id, bool LadderEntry::*flag) {
  if (LadderEntry* entry = find_entry(conversation, id)) entry->*flag = true;
}

void set_arrival(Conversation& conversation, std::uint32_t id, Instant at) {
  LadderEntry* entry = find_entry(conversation, id);
  if (entry && entry->arrives == kNever) entry->arrives = at;
}

/// The sender says that it sends no more.
void end_by_close(Conversation& conversation, bool from_client) {
  if (conversation.state == ConversationState::handshaking) {
    conversation.state = ConversationState::failed;
    conversation.failure = "closed in the middle of the handshake";
    conversation.failure_from_client = from_client;
  } else if (conversation.state == ConversationState::established ||
             conversation.state == ConversationState::connecting) {
    conversation.state = ConversationState::closed;
  }
}

/// Returns the name of the entry.
std::string end_by_reset(Conversation& conversation, bool from_client) {
  const auto end = [&](ConversationState state, std::string why) {
    conversation.state = state;
    conversation.failure = std::move(why);
    conversation.failure_from_client = from_client;
  };
  switch (conversation.state) {
    case ConversationState::connecting:
      if (!from_client) {
        end(ConversationState::refused, "connection refused");
        return "refused";
      }
      end(ConversationState::reset, "reset before it was connected");
      break;
    case ConversationState::handshaking:
      end(ConversationState::reset, "reset in the middle of the handshake");
      break;
    case ConversationState::established:
      end(ConversationState::reset, "reset");
      break;
    default:
      break;  // a reset after the end only tidies up, and who joined late does not know whether it is one
  }
  return "reset";
}

}  // namespace

void TcpTracker::sent(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                      bool from_client) {
  if (segment.has(kTcpRst)) return sent_reset(conversation, segment, event, from_client);
  if (segment.has(kTcpSyn)) return sent_syn(conversation, segment, event, from_client);
  if (limits_.from_the_middle && segment.has(kTcpAck)) {
    // The receiver may have bytes that the capture has not.
    const Half& other = half(!from_client);
    const auto got = other.stream ? other.stream->locate(segment.acknowledgment, 0) : std::nullopt;
    if (got) pass_gap(conversation, got->end, !from_client, event.sent_at);
  }
  Half& mine = half(from_client);
  if (!mine.stream && limits_.from_the_middle) join(conversation, segment, from_client);
  if (mine.stream) sent_data(conversation, segment, event, from_client);
}

/// The first segment of an end whose SYN is not in the capture.
void TcpTracker::join(Conversation& conversation, const TcpSegment& segment, bool from_client) {
  Half& mine = half(from_client);
  mine.stream.emplace(segment.sequence, limits_.waiting_bytes);
  mine.search = TlsSearch(TlsSearch::Start::middle);
  seals_.lose(from_client);
  if (conversation.state == ConversationState::connecting) conversation.state = ConversationState::joined;
}

void TcpTracker::sent_syn(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                          bool from_client) {
  Half& mine = half(from_client);
  if (mine.syn_entry) {
    set_flag(conversation, *mine.syn_entry, &LadderEntry::retransmitted);
  } else {
    mine.stream.emplace(segment.sequence + 1, limits_.waiting_bytes);
    if (from_client) first_sequence_ = segment.sequence;
    const auto name = from_client ? "connect" : "accept";
    mine.syn_entry = add_entry(conversation, tcp_entry(name, event, from_client), limits_.entries).id;
    if (!from_client && conversation.state == ConversationState::connecting) {
      conversation.state = ConversationState::established;
    }
    // The request itself is not in the capture.
    Half& other = half(!from_client);
    if (!from_client && !other.stream) other.stream.emplace(segment.acknowledgment, limits_.waiting_bytes);
  }
  if (event.fate != Fate::delivered) set_flag(conversation, *mine.syn_entry, &LadderEntry::lost);
}

void TcpTracker::sent_reset(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                            bool from_client) {
  Half& mine = half(from_client);
  // When bytes before it are missing, the end may have closed the connection with them.
  const auto place = mine.stream ? mine.stream->locate(segment.sequence, 0) : std::nullopt;
  const bool misses = limits_.from_the_middle && place && place->end > mine.stream->size() + mine.closed;
  if (misses) conversation.state = ConversationState::joined;
  if (!mine.reset_entry) {
    const std::string name = end_by_reset(conversation, from_client);
    mine.reset_entry = add_entry(conversation, tcp_entry(name, event, from_client), limits_.entries).id;
  }
  if (event.fate != Fate::delivered) set_flag(conversation, *mine.reset_entry, &LadderEntry::lost);
}

void TcpTracker::sent_data(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                           bool from_client) {
  Half& mine = half(from_client);
  const bool fin = segment.has(kTcpFin);
  if (segment.payload.empty() && !fin) return;  // one after the FIN would look as if a byte were missing
  auto range = mine.stream->locate(segment.sequence, segment.payload.size());
  if (!range) return;
  if (mine.fin_at && range->begin > *mine.fin_at) return;  // behind the FIN, which counts as a byte
  if (fin && !mine.fin_at) {
    mine.fin_at = range->end;
    mine.fin_sent = event.sent_at;
  }
  if (fin && mine.closed && range->end == *mine.fin_at) {
    mark(conversation, mine, {range->end, range->end + 1}, &LadderEntry::retransmitted);
  }
  const StreamRange repeated = mine.stream->sent(segment.sequence, segment.payload, event.sent_at);
  if (fin) ++range->end;
  mark(conversation, mine, repeated, &LadderEntry::retransmitted);
  if (event.fate != Fate::delivered) mark(conversation, mine, *range, &LadderEntry::lost);

  read_what_is_there(conversation, mine.stream->take(), from_client);
}

void TcpTracker::read_what_is_there(Conversation& conversation, Bytes bytes, bool from_client) {
  Half& mine = half(from_client);
  const bool complete = !mine.closed && mine.fin_at && *mine.fin_at <= mine.stream->size();
  read(conversation, std::move(bytes), from_client, complete);
  if (!complete) return;
  mine.closed = true;
  end_by_close(conversation, from_client);
  put(conversation,
      {.at = mine.fin_sent, .from_client = from_client, .kind = LadderKind::tcp, .name = "close"},
      {*mine.fin_at, *mine.fin_at + 1});
}

void TcpTracker::finish(Conversation& conversation) {
  for (const bool from_client : {true, false}) {
    while (pass_gap(conversation, kEverything, from_client, conversation.changed)) continue;
  }
}

/// Gives up the first bytes that are missing before `end`: they will not come any more.
bool TcpTracker::pass_gap(Conversation& conversation, std::uint64_t end, bool from_client, Instant at) {
  Half& mine = half(from_client);
  if (!mine.stream) return false;
  const std::uint64_t before = mine.stream->size();
  if (!mine.stream->skip_gap(end)) return false;
  const Bytes bytes = mine.stream->take();
  const std::uint64_t resumes = mine.stream->size() - bytes.size();
  mine.search.lose();
  seals_.lose(from_client);
  if (opener_) opener_->lost(from_client);
  put(conversation,
      {.at = at,
       .from_client = from_client,
       .kind = LadderKind::unreadable,
       .name = "Bytes that are not in the capture",
       .bytes = resumes - before,
       .unknown = true},
      {before, resumes});
  // How the handshake went may have been in them.
  if (conversation.state == ConversationState::handshaking) conversation.state = ConversationState::joined;
  read_what_is_there(conversation, bytes, from_client);
  return true;
}

void TcpTracker::read(Conversation& conversation, Bytes bytes, bool from_client, bool last) {
  Half& mine = half(from_client);
  const bool begun = mine.search.begun();
  const TlsSearch::Found found = mine.search.read(std::move(bytes), last);
  const std::uint64_t records_at = mine.stream->size() - found.tls.size();
  const std::uint64_t tls_at = records_at - found.old_hello.size();
  if (!found.plain.empty()) read_plain(conversation, found.plain, tls_at, from_client);
  if (!begun && mine.search.begun()) begin_tls(conversation, records_at, from_client);
  if (!found.old_hello.empty()) put_old_hello(conversation, found.old_hello, tls_at, from_client);
  if (!found.tls.empty()) read_tls(conversation, found.tls, from_client);
}

void TcpTracker::read_plain(Conversation& conversation, ByteView bytes, std::uint64_t end, bool from_client) {
  if (!preface_done_) preface_.add(from_client, bytes);
  const StreamRange range{end - bytes.size(), end};
  const bool joined = begin_ == Begin::middle;
  put(conversation,
      {.at = half(from_client).stream->sent_at(range.begin),
       .from_client = from_client,
       .kind = LadderKind::application_data,
       .name = joined                                               ? "Data (beginning not captured)"
               : conversation.protocol == ConversationProtocol::tls ? "Data that is not TLS"
                                                                    : "Data",
       .bytes = bytes.size(),
       .unknown = joined},
      range);
}

/// The data before it gets the name of its protocol.
void TcpTracker::begin_tls(Conversation& conversation, std::uint64_t at, bool from_client) {
  half(from_client).reader.resume(at);
  half(!from_client).search.expect();
  if (std::exchange(preface_done_, true) || begin_ == Begin::middle) return;
  conversation.preface = preface_.protocol();
  const std::string name =
      (conversation.preface.empty() ? "Data" : conversation.preface) + std::string(" before TLS");
  for (LadderEntry& entry : conversation.entries) {
    if (entry.kind == LadderKind::application_data) entry.name = name;
  }
}

void TcpTracker::put_old_hello(Conversation& conversation, ByteView hello, std::uint64_t at,
                               bool from_client) {
  conversation.protocol = ConversationProtocol::tls;
  if (conversation.state == ConversationState::established) {
    conversation.state = ConversationState::handshaking;
  }
  put(conversation,
      {.at = half(from_client).stream->sent_at(at),
       .from_client = from_client,
       .kind = LadderKind::handshake,
       .name = "ClientHello (format of SSL 2.0)",
       .bytes = hello.size()},
      {at, at + hello.size()});
}

void TcpTracker::read_tls(Conversation& conversation, ByteView bytes, bool from_client) {
  Half& mine = half(from_client);
  for (const TlsItem& item : mine.reader.read(bytes, seals_)) {
    if (conversation.protocol == ConversationProtocol::tcp) {
      conversation.protocol = ConversationProtocol::tls;
      if (conversation.state == ConversationState::established) {
        conversation.state = ConversationState::handshaking;
      }
    }
    progress_.learn(conversation, item, from_client);
    put(conversation,
        {.at = mine.stream->sent_at(item.begin),
         .from_client = from_client,
         .kind = item.kind,
         .name = item.name,
         .inside = item.inside,
         .bytes = item.bytes,
         .encrypted = item.encrypted,
         .unknown = item.unknown},
        {item.begin, item.end});
  }
  // A message other than the ServerHello shows the version too.
  if (conversation.version.empty() && seals_.version() != 0) {
    conversation.version = tls_version_name(seals_.version());
  }
}

void TcpTracker::put(Conversation& conversation, LadderEntry entry, StreamRange range) {
  Half& mine = half(entry.from_client);
  entry.begin = range.begin;
  entry.end = range.end;
  LadderEntry* written = find_mergeable(conversation, entry);
  if (written && !mine.spans.empty() && mine.spans.back().id == written->id) {
    merge_into(*written, entry);
    written->arrives = kNever;
    written->end = range.end;
    mine.spans.back().range.end = range.end;
    mine.spans.back().arrived = false;
  } else {
    written = &add_entry(conversation, std::move(entry), limits_.entries);
    mine.spans.push_back({written->id, range});
    if (mine.spans.size() > kMostSpans) mine.spans.pop_front();
  }
  for (const Mark& mark : mine.marks) {
    if (mark.range.overlaps(range)) written->*mark.flag = true;
  }
}

void TcpTracker::mark(Conversation& conversation, Half& half, StreamRange range, bool LadderEntry::*flag) {
  if (range.empty()) return;
  for (const Span& span : half.spans) {
    if (span.range.overlaps(range)) set_flag(conversation, span.id, flag);
  }
  half.marks.push_back({range, flag});
  if (half.marks.size() > kMostMarks) half.marks.pop_front();
}

void TcpTracker::arrived(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                         bool from_client) {
  Half& mine = half(from_client);
  const bool lost = event.fate != Fate::delivered;
  const auto single = segment.has(kTcpRst) ? mine.reset_entry : mine.syn_entry;
  if (segment.has(kTcpRst) || segment.has(kTcpSyn)) {
    if (!single) return;
    if (lost) return set_flag(conversation, *single, &LadderEntry::lost);
    return set_arrival(conversation, *single, event.arrives_at);
  }
  if (!mine.stream) return;
  auto range = mine.stream->locate(segment.sequence, segment.payload.size());
  if (!range) return;
  if (segment.has(kTcpFin)) ++range->end;
  if (range->empty()) return;
  if (lost) return mark(conversation, mine, *range, &LadderEntry::lost);
  mine.stream->arrived(*range, event.arrives_at);
  while (const auto step = mine.stream->next_arrival()) {
    for (Span& span : mine.spans) {
      if (span.arrived || span.range.end > step->end) continue;
      span.arrived = true;
      set_arrival(conversation, span.id, step->at);
    }
  }
}

}  // namespace tlscam
