#include "sim/lab/view/conversation_view.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

NodeSnapshot node(const std::string& name, NodeKind kind) {
  NodeSnapshot made;
  made.name = name;
  made.kind = kind;
  made.link = name;
  return made;
}

std::vector<NodeSnapshot> bench() {
  std::vector<NodeSnapshot> nodes{node("gateway", NodeKind::gateway),
                                  node("workstation", NodeKind::workstation),
                                  node("openmv", NodeKind::camera), node("cam2", NodeKind::camera)};
  add_roles(nodes);
  return nodes;
}

ConversationSnapshot conversation(ConversationState state = ConversationState::established) {
  ConversationSnapshot made;
  made.protocol = ConversationProtocol::tls;
  made.state = state;
  made.client.node = "cam2";
  made.client.address = "192.168.1.51";
  made.server.node = "openmv";
  made.server.address = "192.168.1.50";
  return made;
}

ConversationSnapshot judged(ConversationSnapshot made) {
  add_judgement(made, bench());
  return made;
}

LadderEntrySnapshot entry(LadderKind kind, const std::string& name, bool encrypted) {
  LadderEntrySnapshot made;
  made.kind = kind;
  made.name = name;
  made.encrypted = encrypted;
  return made;
}

TEST(ConversationView, is_proved_only_when_the_client_has_verified_the_server) {
  ConversationSnapshot made = conversation();
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::encrypted);
  EXPECT_EQ(judged(made).trust, Trust::half);
  made.client_proved = true;
  EXPECT_EQ(judged(made).trust, Trust::half);
  made.server_proved = true;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::proved);
  EXPECT_EQ(judged(made).trust, Trust::proved);
  made.state = ConversationState::closed;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::closed_proved);
  EXPECT_EQ(judged(made).trust, Trust::proved);
}

TEST(ConversationView, has_failed_whatever_was_proved_before_and_says_who_refused) {
  ConversationSnapshot made = conversation(ConversationState::failed);
  made.server_proved = true;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::failed);
  made.failure = "Alert 46 certificate_unknown";
  made.failure_from_client = true;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::refused_by_client);
  EXPECT_EQ(judged(made).trust, Trust::failed);
  made.failure_from_client = false;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::refused_by_server);
  made.state = ConversationState::reset;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::reset);
  EXPECT_EQ(judged(made).trust, Trust::failed);
  made.state = ConversationState::refused;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::port_refused);
}

TEST(ConversationView, is_in_the_clear_without_tls) {
  ConversationSnapshot made = conversation();
  made.protocol = ConversationProtocol::tcp;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::in_clear);
  EXPECT_EQ(judged(made).trust, Trust::exposed);
  made.protocol = ConversationProtocol::udp;
  made.state = ConversationState::closed;
  EXPECT_EQ(judged(made).verdict, ConversationVerdict::closed_in_clear);
  EXPECT_EQ(judged(made).trust, Trust::exposed);
}

TEST(ConversationView, waits_while_the_handshake_goes_on) {
  EXPECT_EQ(judged(conversation(ConversationState::connecting)).trust, Trust::waiting);
  EXPECT_EQ(judged(conversation(ConversationState::handshaking)).verdict, ConversationVerdict::handshaking);
}

TEST(ConversationView, trusts_each_message_by_what_a_listener_gets_of_it) {
  ConversationSnapshot made = conversation();
  made.entries = {entry(LadderKind::handshake, "ClientHello", false),
                  entry(LadderKind::application_data, "Application data", true),
                  entry(LadderKind::alert, "Alert (encrypted)", true),
                  entry(LadderKind::application_data, "Application data", true)};
  made.entries[3].lost = true;
  EXPECT_EQ(judged(made).entries[0].trust, Trust::exposed);
  EXPECT_EQ(judged(made).entries[1].trust, Trust::half);
  EXPECT_EQ(judged(made).entries[2].trust, Trust::failed);
  EXPECT_EQ(judged(made).entries[3].trust, Trust::failed);
  made.server_proved = true;
  EXPECT_EQ(judged(made).entries[1].trust, Trust::proved);
}

TEST(ConversationView, gives_each_participant_its_role) {
  const std::vector<NodeSnapshot> nodes = bench();
  EXPECT_EQ(nodes[0].role, Role::service);
  EXPECT_EQ(nodes[1].role, Role::workstation);
  EXPECT_EQ(nodes[2].role, Role::server);
  EXPECT_EQ(nodes[3].role, Role::client);

  ConversationSnapshot made = conversation();
  made.server.node = "gateway";
  EXPECT_EQ(judged(made).client.role, Role::client);
  EXPECT_EQ(judged(made).server.role, Role::service);
  // A camera that is the server of others keeps its colour when it connects itself.
  made.client.node = "openmv";
  EXPECT_EQ(judged(made).client.role, Role::server);
}

TEST(ConversationView, names_ends_by_node_or_address_and_gives_strangers_the_role_that_they_play) {
  ConversationSnapshot made = conversation();
  made.client.node = "";
  add_judgement(made, {});
  EXPECT_EQ(made.client.name, "192.168.1.51");
  EXPECT_EQ(made.client.role, Role::client);
  EXPECT_EQ(made.server.name, "openmv");
  EXPECT_EQ(made.server.role, Role::server);
}

TEST(ConversationView, offers_interventions_where_a_fault_can_meet_the_message) {
  ConversationSnapshot made = conversation();
  made.entries = {entry(LadderKind::tcp, "connect", false),
                  entry(LadderKind::handshake, "Certificate", false),
                  entry(LadderKind::handshake, "Message 99", false), entry(LadderKind::alert, "Alert", true)};
  EXPECT_FALSE(judged(made).entries[0].can_intervene);
  EXPECT_TRUE(judged(made).entries[1].can_intervene);
  EXPECT_FALSE(judged(made).entries[2].can_intervene);
  EXPECT_TRUE(judged(made).entries[3].can_intervene);
  // A capture has no links.
  add_judgement(made, {});
  EXPECT_FALSE(made.entries[1].can_intervene);
}

}  // namespace
}  // namespace tlscam
