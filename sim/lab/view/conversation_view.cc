#include "sim/lab/view/conversation_view.h"

#include <algorithm>

#include "sim/lab/view/intervention_plan.h"

namespace tlscam {
namespace {

// What became of a conversation that is or was connected.
struct ConnectedVerdicts {
  ConversationVerdict proved, in_clear, encrypted;
};
constexpr ConnectedVerdicts kOpen{ConversationVerdict::proved, ConversationVerdict::in_clear,
                                  ConversationVerdict::encrypted};
constexpr ConnectedVerdicts kClosed{ConversationVerdict::closed_proved, ConversationVerdict::closed_in_clear,
                                    ConversationVerdict::closed_encrypted};

ConversationVerdict choose(const ConnectedVerdicts& verdicts, const ConversationSnapshot& conversation) {
  if (conversation.server_proved) return verdicts.proved;
  const bool plain = conversation.protocol == ConversationProtocol::tcp ||
                     conversation.protocol == ConversationProtocol::udp;
  return plain ? verdicts.in_clear : verdicts.encrypted;
}

ConversationVerdict verdict_of(const ConversationSnapshot& conversation) {
  switch (conversation.state) {
    case ConversationState::connecting:
      return ConversationVerdict::connecting;
    case ConversationState::handshaking:
      return ConversationVerdict::handshaking;
    case ConversationState::established:
      return choose(kOpen, conversation);
    case ConversationState::closed:
      return choose(kClosed, conversation);
    case ConversationState::failed:
      if (conversation.failure.empty()) return ConversationVerdict::failed;
      return conversation.failure_from_client ? ConversationVerdict::refused_by_client
                                              : ConversationVerdict::refused_by_server;
    case ConversationState::refused:
      return ConversationVerdict::port_refused;
    case ConversationState::reset:
      return ConversationVerdict::reset;
    case ConversationState::joined:
      return ConversationVerdict::joined;
  }
  return ConversationVerdict::failed;
}

Trust trust_of(ConversationVerdict verdict) {
  switch (verdict) {
    case ConversationVerdict::connecting:
    case ConversationVerdict::handshaking:
    case ConversationVerdict::joined:
      return Trust::waiting;
    case ConversationVerdict::encrypted:
    case ConversationVerdict::closed_encrypted:
      return Trust::half;
    case ConversationVerdict::proved:
    case ConversationVerdict::closed_proved:
      return Trust::proved;
    case ConversationVerdict::in_clear:
    case ConversationVerdict::closed_in_clear:
      return Trust::exposed;
    case ConversationVerdict::refused_by_client:
    case ConversationVerdict::refused_by_server:
    case ConversationVerdict::failed:
    case ConversationVerdict::port_refused:
    case ConversationVerdict::reset:
      return Trust::failed;
  }
  return Trust::failed;
}

// What a listener on the wire gets of the message.
Trust trust_of(const LadderEntrySnapshot& entry, bool server_proved) {
  if (entry.lost || entry.kind == LadderKind::alert) return Trust::failed;
  if (entry.unknown) return Trust::waiting;
  if (!entry.encrypted) return Trust::exposed;
  return server_proved ? Trust::proved : Trust::half;
}

Role role_of(const std::string& node, const std::vector<NodeSnapshot>& nodes, Role part) {
  const auto found = std::ranges::find(nodes, node, &NodeSnapshot::name);
  return found == nodes.end() ? part : found->role;
}

}  // namespace

void add_roles(std::vector<NodeSnapshot>& nodes) {
  bool server_is_found = false;
  for (NodeSnapshot& node : nodes) {
    switch (node.kind) {
      case NodeKind::gateway:
        node.role = Role::service;
        break;
      case NodeKind::workstation:
        node.role = Role::workstation;
        break;
      case NodeKind::camera:
        node.role = server_is_found ? Role::client : Role::server;
        server_is_found = true;
        break;
    }
  }
}

void add_judgement(ConversationSnapshot& conversation, const std::vector<NodeSnapshot>& nodes) {
  for (EndpointSnapshot* end : {&conversation.client, &conversation.server}) {
    end->name = end->node.empty() ? end->address : end->node;
    end->role = role_of(end->node, nodes, end == &conversation.client ? Role::client : Role::server);
  }
  conversation.verdict = verdict_of(conversation);
  conversation.trust = trust_of(conversation.verdict);
  const bool client_is_met = can_be_met(conversation, true, nodes);
  const bool server_is_met = can_be_met(conversation, false, nodes);
  for (LadderEntrySnapshot& entry : conversation.entries) {
    entry.trust = trust_of(entry, conversation.server_proved);
    entry.can_intervene = (entry.from_client ? client_is_met : server_is_met) && can_be_aimed_at(entry);
  }
}

}  // namespace tlscam
