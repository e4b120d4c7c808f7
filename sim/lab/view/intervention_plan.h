#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/result.h"
#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/protocol/intervention.h"

namespace tlscam {

/// `can_be_aimed_at` says whether a fault can wait for a message of this kind.
bool can_be_aimed_at(const LadderEntrySnapshot& entry);

/// `can_be_met` says whether messages of this direction pass the link of a node.
bool can_be_met(const ConversationSnapshot& conversation, bool from_client,
                const std::vector<NodeSnapshot>& nodes);

/// `plan_intervention` says how a fault meets the message `id`: on the sender's link, or on
/// the receiver's when the sender is outside of the world. The fault's action, byte and bit are the caller's.
/// Fails, for people, when there is no such message or no fault can reach it.
Result<Intervention> plan_intervention(const ConversationSnapshot& conversation,
                                       const std::vector<NodeSnapshot>& nodes, std::uint32_t id);

/// `previous_arrival` is the arrival of the message that arrived last before `before`; a lost one has not.
/// None: there is none.
std::optional<Instant> previous_arrival(const std::vector<Conversation>& conversations, Instant before);

}  // namespace tlscam
