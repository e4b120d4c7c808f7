#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/dissect/ladder/conversation.h"

namespace tlscam {

/// Adds an entry with the next id. When there are more than `limit`, the oldest application data makes room,
/// and the oldest entry when there is none. The reference is valid until the next call.
LadderEntry& add_entry(Conversation& conversation, LadderEntry entry, std::size_t limit);

/// The entry with this id, or nullptr when it made room.
LadderEntry* find_entry(Conversation& conversation, std::uint32_t id);

/// The last entry, when `next` continues it: neighbouring application data of one direction is one entry.
LadderEntry* find_mergeable(Conversation& conversation, const LadderEntry& next);

/// Takes `next` into the entry that it continues.
void merge_into(LadderEntry& entry, const LadderEntry& next);

}  // namespace tlscam
