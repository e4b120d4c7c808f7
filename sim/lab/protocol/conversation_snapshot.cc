#include "sim/lab/protocol/conversation_snapshot.h"

namespace tlscam {
namespace {

LadderEntrySnapshot shown(const LadderEntry& entry) {
  const auto arrives = entry.arrives == kNever ? std::nullopt : std::optional(entry.arrives);
  return {entry.id,    entry.at,        arrives,    entry.from_client,   entry.kind, entry.name, entry.bytes,
          entry.count, entry.encrypted, entry.lost, entry.retransmitted, {},         {}};
}

}  // namespace

ConversationSnapshot to_snapshot(const Conversation& conversation) {
  ConversationSnapshot snapshot;
  snapshot.id = conversation.id;
  snapshot.revision = conversation.revision;
  snapshot.protocol = conversation.protocol;
  snapshot.state = conversation.state;
  const auto end = [](const Endpoint& endpoint) {
    return EndpointSnapshot{"", to_text(endpoint.address), endpoint.port};
  };
  snapshot.client = end(conversation.client);
  snapshot.server = end(conversation.server);
  snapshot.started = conversation.started;
  snapshot.changed = conversation.changed;
  snapshot.version = conversation.version;
  snapshot.cipher_suite = conversation.cipher_suite;
  snapshot.server_name = conversation.server_name;
  snapshot.failure = conversation.failure;
  snapshot.failure_from_client = conversation.failure_from_client;
  for (const LadderEntry& entry : conversation.entries) snapshot.entries.push_back(shown(entry));
  return snapshot;
}

}  // namespace tlscam
