#include "sim/dissect/ladder/udp_tracker.h"

#include <algorithm>
#include <utility>

#include "sim/dissect/ladder/entries.h"
#include "sim/stream/dtls_messages.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostOnTheWay = 256;

}  // namespace

bool UdpTracker::begins_another(ByteView datagram) const {
  if (first_random_.empty()) return false;
  const Bytes random = random_of_first_hello(datagram);
  return !random.empty() && random != first_random_;
}

void UdpTracker::sent(Conversation& conversation, ByteView datagram, std::uint16_t identification,
                      const TapEvent& event, bool from_client) {
  LadderEntry entry{.at = event.sent_at,
                    .from_client = from_client,
                    .kind = LadderKind::application_data,
                    .name = "Data",
                    .bytes = datagram.size()};
  Datagram note{identification, datagram.size(), from_client, 0, 0};
  const auto items = (from_client ? client_ : server_).read(datagram);
  if (!items) {
    if (conversation.protocol == ConversationProtocol::dtls) {
      entry.kind = LadderKind::unreadable;
      entry.name = "Bytes that are no DTLS record";
    }
    note.first_entry = note.last_entry = put(conversation, std::move(entry)).id;
  } else {
    if (conversation.protocol == ConversationProtocol::udp) {
      conversation.protocol = ConversationProtocol::dtls;
      conversation.state =
          begins_with_client_hello(datagram) ? ConversationState::handshaking : ConversationState::joined;
    }
    if (first_random_.empty()) first_random_ = random_of_first_hello(datagram);
    bool first = true;
    for (const TlsItem& item : *items) {
      progress_.learn(conversation, item, from_client);
      entry.kind = item.kind;
      entry.name = item.name;
      entry.inside = item.inside;
      entry.bytes = item.bytes;
      entry.encrypted = item.encrypted;
      entry.retransmitted = item.repeated;
      note.last_entry = put(conversation, entry).id;
      if (std::exchange(first, false)) note.first_entry = note.last_entry;
    }
    if (first) return;  // records without anything in them
  }
  if (event.fate != Fate::delivered) return note_lost(conversation, note);
  on_the_way_.push_back(note);
  if (on_the_way_.size() > kMostOnTheWay) on_the_way_.pop_front();
}

void UdpTracker::arrived(Conversation& conversation, ByteView datagram, std::uint16_t identification,
                         const TapEvent& event, bool from_client) {
  const auto found = std::ranges::find_if(on_the_way_, [&](const Datagram& note) {
    return note.identification == identification && note.size == datagram.size() &&
           note.from_client == from_client;
  });
  if (found == on_the_way_.end()) return;
  const Datagram note = *found;
  on_the_way_.erase(found);
  if (event.fate != Fate::delivered) return note_lost(conversation, note);
  for (std::uint32_t id = note.first_entry; id <= note.last_entry; ++id) {
    if (LadderEntry* entry = find_entry(conversation, id)) entry->arrives = event.arrives_at;
  }
}

LadderEntry& UdpTracker::put(Conversation& conversation, LadderEntry entry) {
  // A lost datagram stays by itself: nobody sends it again.
  if (LadderEntry* last = find_mergeable(conversation, entry); last && !last->lost) {
    merge_into(*last, entry);
    return *last;
  }
  return add_entry(conversation, std::move(entry), limits_.entries);
}

void UdpTracker::note_lost(Conversation& conversation, const Datagram& datagram) {
  for (std::uint32_t id = datagram.first_entry; id <= datagram.last_entry; ++id) {
    if (LadderEntry* entry = find_entry(conversation, id)) entry->lost = true;
  }
}

}  // namespace tlscam
