#include "sim/lab/view/intervention_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::HasSubstr;

Instant at(std::int64_t microseconds) {
  return Instant(Duration(microseconds));
}

NodeSnapshot node(const std::string& name, const std::string& link) {
  NodeSnapshot made;
  made.name = name;
  made.link = link;
  return made;
}

const std::vector<NodeSnapshot> kNodes{node("openmv", "openmv"), node("cam2", "cam2"), node("elsewhere", "")};

// A conversation of cam2 with openmv in which every message is on its way for 100 µs.
class InterventionPlan : public testing::Test {
 protected:
  InterventionPlan() {
    conversation_.client.node = "cam2";
    conversation_.server.node = "openmv";
    add(true, LadderKind::tcp, "connect", 0);
    add(false, LadderKind::tcp, "accept", 100);
    add(true, LadderKind::handshake, "ClientHello", 200);
    add(false, LadderKind::handshake, "ServerHello", 300);
    add(false, LadderKind::handshake, "Certificate", 310);
    add(true, LadderKind::application_data, "Application data", 1000);
    add(true, LadderKind::application_data, "Application data", 1010);
    add(true, LadderKind::application_data, "Application data", 1020);
  }

  void add(bool from_client, LadderKind kind, const std::string& name, std::int64_t sent) {
    LadderEntrySnapshot entry;
    entry.id = static_cast<std::uint32_t>(conversation_.entries.size());
    entry.at = at(sent);
    entry.arrives = at(sent + 100);
    entry.from_client = from_client;
    entry.kind = kind;
    entry.name = name;
    conversation_.entries.push_back(entry);
  }

  Result<Intervention> plan(std::uint32_t entry) { return plan_intervention(conversation_, kNodes, entry); }

  ConversationSnapshot conversation_;
};

TEST_F(InterventionPlan, goes_back_to_the_message_that_arrived_last_before) {
  const auto planned = plan(4);
  ASSERT_TRUE(planned) << planned.error().text;
  // ServerHello was on its way when Certificate was sent: ClientHello arrived last.
  EXPECT_EQ(planned->before, at(300));
  EXPECT_EQ(planned->link, "openmv");
  EXPECT_EQ(planned->fault.target, FaultTarget::certificate);
  EXPECT_EQ(planned->fault.direction, Direction::from_node);
  EXPECT_EQ(planned->fault.nth, 1u);
  EXPECT_TRUE(planned->fault.repair_checksums);
}

TEST_F(InterventionPlan, begins_at_the_first_message_when_nothing_has_arrived_before) {
  conversation_.entries.erase(conversation_.entries.begin(), conversation_.entries.begin() + 2);
  const auto planned = plan(2);
  ASSERT_TRUE(planned) << planned.error().text;
  EXPECT_EQ(planned->before, at(300));
}

TEST_F(InterventionPlan, counts_the_messages_of_that_kind_that_are_sent_again) {
  const auto planned = plan(7);
  ASSERT_TRUE(planned) << planned.error().text;
  EXPECT_EQ(planned->before, at(410));
  EXPECT_EQ(planned->fault.target, FaultTarget::application_data);
  EXPECT_EQ(planned->fault.nth, 3u);
}

TEST_F(InterventionPlan, meets_a_sender_outside_of_the_world_on_the_link_of_the_receiver) {
  conversation_.server.node = "";
  const auto planned = plan(4);
  ASSERT_TRUE(planned) << planned.error().text;
  EXPECT_EQ(planned->link, "cam2");
  EXPECT_EQ(planned->fault.direction, Direction::to_node);
}

TEST_F(InterventionPlan, says_why_a_message_cannot_be_met) {
  EXPECT_THAT(plan(99).error().text, HasSubstr("no message 99"));
  EXPECT_THAT(plan(0).error().text, HasSubstr("no fault can be aimed at connect"));
  conversation_.client.node = "elsewhere";
  conversation_.server.node = "";
  EXPECT_THAT(plan(4).error().text, HasSubstr("neither end"));
}

TEST(PreviousArrival, is_the_last_arrival_before_an_instant_in_any_conversation) {
  std::vector<Conversation> conversations(2);
  LadderEntry entry;
  entry.kind = LadderKind::handshake;
  entry.at = at(100);
  entry.arrives = at(200);
  conversations[0].entries = {entry};
  entry.at = at(150);
  conversations[1].entries = {entry, entry, entry};
  conversations[1].entries[0].arrives = at(150);
  conversations[1].entries[1].arrives = kNever;  // lost
  conversations[1].entries[2].kind = LadderKind::tcp;
  conversations[1].entries[2].arrives = at(190);
  EXPECT_EQ(previous_arrival(conversations, at(100)), std::nullopt);
  EXPECT_EQ(previous_arrival(conversations, at(200)), at(150));
  EXPECT_EQ(previous_arrival(conversations, at(201)), at(200));
  EXPECT_EQ(previous_arrival({}, at(201)), std::nullopt);
}

}  // namespace
}  // namespace tlscam
