#pragma once
#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// This uses only what the wire shows of a conversation. Nodes have no names, and the ends say nothing.
ConversationSnapshot to_snapshot(const Conversation& conversation);

}  // namespace tlscam
