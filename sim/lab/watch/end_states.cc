#include "sim/lab/watch/end_states.h"

#include <utility>

namespace tlscam {
namespace {

// A view shows fewer conversations than this.
constexpr std::size_t kMostConversations = 256;

EndStateSnapshot shown(const EndState& state) {
  return {state.does, state.file, state.line, state.heap_used, state.instructions};
}

}  // namespace

EndStates::EndStates()
    : watch_([this](const MessageSeen& seen) {
        auto [client, server] = std::pair(shown(seen.sender), shown(seen.receiver));
        if (!seen.from_client) std::swap(client, server);
        ends_[seen.conversation][seen.entry] = {std::move(client), std::move(server)};
        if (ends_.size() > kMostConversations) ends_.erase(ends_.begin());
      }) {}

void EndStates::look(World& world, const Ladder& ladder) {
  watch_.look(world, ladder);
}

void EndStates::add_to(ConversationSnapshot& conversation) const {
  const auto known = ends_.find(conversation.id);
  if (known == ends_.end()) return;
  for (LadderEntrySnapshot& entry : conversation.entries) {
    const auto ends = known->second.find(entry.id);
    if (ends == known->second.end()) continue;
    entry.client = ends->second.client;
    entry.server = ends->second.server;
  }
}

EndStates::Computed EndStates::computed(std::uint32_t conversation) const {
  Computed sum;
  const auto known = ends_.find(conversation);
  if (known == ends_.end()) return sum;
  for (const auto& [entry, ends] : known->second) {
    sum.client += ends.client.instructions;
    sum.server += ends.server.instructions;
  }
  return sum;
}

}  // namespace tlscam
