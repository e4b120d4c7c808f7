#include "sim/lab/command/intervention.h"

#include <algorithm>

#include "sim/lab/protocol/conversation_snapshot.h"
#include "sim/lab/session/session_state.h"
#include "sim/lab/view/intervention_plan.h"

namespace tlscam {

Result<Intervention> carry_out(SessionState& state, const PlanInterventionCommand& command) {
  const auto& conversations = state.opened().ladder().conversations();
  const auto found = std::ranges::find(conversations, command.conversation, &Conversation::id);
  if (found == conversations.end()) return fail("there is no conversation {}", command.conversation);
  ConversationSnapshot conversation = to_snapshot(*found);
  conversation.client.node = state.opened().node_of(found->client);
  conversation.server.node = state.opened().node_of(found->server);
  auto plan = plan_intervention(conversation, state.snapshots().nodes(), command.entry);
  if (!plan) return plan;
  plan->fault.action = command.action;
  plan->fault.byte = command.byte;
  return plan;
}

Result<std::optional<Instant>> carry_out(SessionState& state, const PreviousMessageCommand&) {
  // Where the world stands in front of a message, that one has not arrived; otherwise one that arrives now
  // has.
  const Instant before = state.pace().snapshot().at.value_or(state.world().now() + Duration(1));
  return previous_arrival(state.opened().ladder().conversations(), before);
}

}  // namespace tlscam
