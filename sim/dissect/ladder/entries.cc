#include "sim/dissect/ladder/entries.h"

#include <algorithm>
#include <utility>

namespace tlscam {

LadderEntry& add_entry(Conversation& conversation, LadderEntry entry, std::size_t limit) {
  auto& entries = conversation.entries;
  entry.id = entries.empty() ? conversation.entries_dropped : entries.back().id + 1;
  entries.push_back(std::move(entry));
  if (entries.size() > limit && entries.size() > 1) {
    auto oldest = std::ranges::find(entries, LadderKind::application_data, &LadderEntry::kind);
    if (oldest == entries.end() || oldest == entries.end() - 1) oldest = entries.begin();
    entries.erase(oldest);
    ++conversation.entries_dropped;
  }
  return entries.back();
}

LadderEntry* find_entry(Conversation& conversation, std::uint32_t id) {
  const auto found = std::ranges::lower_bound(conversation.entries, id, {}, &LadderEntry::id);
  return found != conversation.entries.end() && found->id == id ? &*found : nullptr;
}

LadderEntry* find_mergeable(Conversation& conversation, const LadderEntry& next) {
  if (conversation.entries.empty()) return nullptr;
  LadderEntry& last = conversation.entries.back();
  const bool mergeable = next.kind == LadderKind::application_data || next.kind == LadderKind::unreadable;
  const bool same = last.kind == next.kind && last.from_client == next.from_client && last.name == next.name;
  return mergeable && same ? &last : nullptr;
}

void merge_into(LadderEntry& entry, const LadderEntry& next) {
  entry.bytes += next.bytes;
  ++entry.count;
  if (next.inside.empty() || entry.inside.ends_with(next.inside)) return;
  entry.inside += (entry.inside.empty() ? "" : ", ") + next.inside;
}

}  // namespace tlscam
