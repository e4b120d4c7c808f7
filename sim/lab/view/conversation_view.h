#pragma once
#include <vector>

#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// `add_roles` gives each node its role: by its kind, and the first camera is the server that the others
/// connect to.
void add_roles(std::vector<NodeSnapshot>& nodes);

/// `add_judgement` fills in what windows show of a conversation and do not work out themselves: names and
/// roles of its ends, the verdict, and the trust in each message. Everything else in `conversation` is there
/// already. `nodes` are those of the live world with their roles; of a capture there are none, and then an
/// end has the role that it plays in the conversation.
void add_judgement(ConversationSnapshot& conversation, const std::vector<NodeSnapshot>& nodes);

}  // namespace tlscam
