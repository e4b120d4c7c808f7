#include "sim/lab/protocol/conversation_snapshot.h"

#include "sim/wire/ip_packet.h"

namespace tlscam {
namespace {

LadderEntrySnapshot shown(const LadderEntry& entry) {
  LadderEntrySnapshot snapshot;
  snapshot.id = entry.id;
  snapshot.at = entry.at;
  if (entry.arrives != kNever) snapshot.arrives = entry.arrives;
  snapshot.from_client = entry.from_client;
  snapshot.kind = entry.kind;
  snapshot.name = entry.name;
  snapshot.bytes = entry.bytes;
  snapshot.count = entry.count;
  snapshot.encrypted = entry.encrypted;
  snapshot.lost = entry.lost;
  snapshot.retransmitted = entry.retransmitted;
  snapshot.unknown = entry.unknown;
  return snapshot;
}

}  // namespace

ConversationSnapshot to_snapshot(const Conversation& conversation) {
  ConversationSnapshot snapshot;
  snapshot.id = conversation.id;
  snapshot.revision = conversation.revision;
  snapshot.protocol = conversation.protocol;
  snapshot.state = conversation.state;
  const auto end = [](const Endpoint& endpoint) {
    return EndpointSnapshot{"", ip_text(endpoint.ip), endpoint.port};
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
