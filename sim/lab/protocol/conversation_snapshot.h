#pragma once
#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// What the wire alone tells of a conversation. Nodes have no names, and the ends say nothing.
ConversationSnapshot to_snapshot(const Conversation& conversation);

}  // namespace tlscam
