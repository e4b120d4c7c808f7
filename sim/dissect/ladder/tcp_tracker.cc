#include "sim/dissect/ladder/tcp_tracker.h"

#include <algorithm>
#include <utility>

#include "sim/dissect/ladder/entries.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostSpans = 256;
constexpr std::size_t kMostMarks = 64;

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
      break;  // a reset after the end only tidies up
  }
  return "reset";
}

}  // namespace

void TcpTracker::sent(Conversation& conversation, const TcpSegment& segment, const TapEvent& event,
                      bool from_client) {
  if (segment.has(kTcpRst)) return sent_reset(conversation, event, from_client);
  if (segment.has(kTcpSyn)) return sent_syn(conversation, segment, event, from_client);
  if (half(from_client).stream) sent_data(conversation, segment, event, from_client);
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
  }
  if (event.fate != Fate::delivered) set_flag(conversation, *mine.syn_entry, &LadderEntry::lost);
}

void TcpTracker::sent_reset(Conversation& conversation, const TapEvent& event, bool from_client) {
  Half& mine = half(from_client);
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
  auto range = mine.stream->locate(segment.sequence, segment.payload.size());
  if (!range) return;
  if (fin && !mine.fin_at) mine.fin_at = range->end;
  if (fin && mine.closed && range->end == *mine.fin_at) {
    mark(conversation, mine, {range->end, range->end + 1}, &LadderEntry::retransmitted);
  }
  const StreamRange repeated = mine.stream->sent(segment.sequence, segment.payload, event.sent_at);
  if (fin) ++range->end;
  mark(conversation, mine, repeated, &LadderEntry::retransmitted);
  if (event.fate != Fate::delivered) mark(conversation, mine, *range, &LadderEntry::lost);

  const bool complete = !mine.closed && mine.fin_at && *mine.fin_at <= mine.stream->size();
  read(conversation, mine.stream->take(), from_client, complete);
  if (!complete) return;
  mine.closed = true;
  end_by_close(conversation, from_client);
  put(conversation, tcp_entry("close", event, from_client), {*mine.fin_at, *mine.fin_at + 1});
}

void TcpTracker::read(Conversation& conversation, Bytes bytes, bool from_client, bool last) {
  Half& mine = half(from_client);
  if (mine.content == Content::unknown) {
    mine.unknown.insert(mine.unknown.end(), bytes.begin(), bytes.end());
    if (mine.unknown.empty()) return;
    const bool enough = mine.unknown.size() >= kTlsRecordHeaderSize;
    if (!may_be_tls_record(mine.unknown) || (last && !enough)) {
      mine.content = Content::plain;
    } else if (enough) {
      mine.content = Content::tls;
    } else {
      return;
    }
    bytes = std::exchange(mine.unknown, {});
  }
  if (bytes.empty()) return;
  if (mine.content == Content::tls) return read_tls(conversation, bytes, from_client);

  const StreamRange range{mine.stream->size() - bytes.size(), mine.stream->size()};
  put(conversation,
      {.at = mine.stream->sent_at(range.begin),
       .from_client = from_client,
       .kind = LadderKind::application_data,
       .name = conversation.protocol == ConversationProtocol::tls ? "Data that is not TLS" : "Data",
       .bytes = bytes.size()},
      range);
}

void TcpTracker::read_tls(Conversation& conversation, ByteView bytes, bool from_client) {
  Half& mine = half(from_client);
  for (const TlsItem& item : mine.reader.read(bytes)) {
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
         .encrypted = item.encrypted},
        {item.begin, item.end});
  }
  if (mine.reader.tls13()) half(!from_client).reader.set_tls13();
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
