#include "sim/net/switch.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/wire/ethernet.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1'000'000s};

MacAddress mac(std::uint8_t number) {
  return {{0x02, 0, 0, 0, 0, number}};
}

Bytes frame(MacAddress to, MacAddress from, std::string_view text = "payload") {
  return emit_ethernet({to, from, 0x88b5, as_bytes(text)});
}

/// Three nodes, and what each has received.
struct SwitchTest : testing::Test {
  EventQueue events{kStart};
  Switch network{events, 1};
  std::vector<Bytes> received[3];
  Link* links[3] = {&plug("a", 0), &plug("b", 1), &plug("c", 2)};

  Link& plug(const std::string& name, int node) {
    return network.plug(
        name, {}, [this, node](ByteView bytes) { received[node].emplace_back(bytes.begin(), bytes.end()); });
  }
  void run() { events.run_until(events.now() + 1s); }
};

TEST_F(SwitchTest, floods_what_it_does_not_know_and_never_sends_back) {
  const Bytes sent = frame(mac(2), mac(1));
  links[0]->send(sent);
  run();
  EXPECT_TRUE(received[0].empty());
  EXPECT_EQ(received[1], std::vector<Bytes>{sent});
  EXPECT_EQ(received[2], std::vector<Bytes>{sent});
}

TEST_F(SwitchTest, sends_to_where_an_address_was_seen) {
  links[1]->send(frame(kBroadcastMac, mac(2)));
  run();
  received[2].clear();
  links[0]->send(frame(mac(2), mac(1)));
  run();
  EXPECT_EQ(received[1].size(), 1u);
  EXPECT_TRUE(received[2].empty());
}

TEST_F(SwitchTest, follows_a_node_to_another_link) {
  links[1]->send(frame(kBroadcastMac, mac(2)));
  run();
  links[2]->send(frame(kBroadcastMac, mac(2)));
  run();
  received[1].clear();
  received[2].clear();
  links[0]->send(frame(mac(2), mac(1)));
  run();
  EXPECT_TRUE(received[1].empty());
  EXPECT_EQ(received[2].size(), 1u);
}

TEST_F(SwitchTest, does_not_learn_group_addresses) {
  links[0]->send(frame(mac(9), kBroadcastMac));
  run();
  links[1]->send(frame(kBroadcastMac, mac(2)));
  run();
  EXPECT_EQ(received[2].size(), 2u);  // a broadcast still goes to all
}

TEST_F(SwitchTest, keeps_a_frame_for_a_node_on_the_same_link_off_the_others) {
  links[0]->send(frame(kBroadcastMac, mac(1)));
  links[0]->send(frame(kBroadcastMac, mac(7)));  // another node behind the same link
  run();
  received[1].clear();
  links[0]->send(frame(mac(7), mac(1)));
  run();
  EXPECT_TRUE(received[1].empty());
}

TEST_F(SwitchTest, drops_frames_that_are_too_short_or_too_long) {
  int seen = 0;
  network.add_tap([&](const TapEvent&) { ++seen; });
  links[0]->send(Bytes(13));
  links[0]->send(Bytes(1515));
  run();
  EXPECT_EQ(seen, 0);
  links[0]->send(frame(kBroadcastMac, mac(1), std::string(1500, 'x')));
  run();
  EXPECT_EQ(received[1].size(), 1u);
}

TEST_F(SwitchTest, forgets_a_link_that_was_unplugged_and_the_frames_on_it) {
  links[1]->send(frame(kBroadcastMac, mac(2)));
  run();
  links[0]->send(frame(mac(2), mac(1)));
  events.run_until(events.now() + 150us);  // the frame has passed the switch
  network.unplug(*links[1]);
  run();
  EXPECT_TRUE(received[1].empty());
  EXPECT_EQ(network.find("b"), nullptr);

  received[2].clear();
  links[0]->send(frame(mac(2), mac(1)));
  run();
  EXPECT_EQ(received[2].size(), 1u);  // unknown again, so flooded
}

TEST_F(SwitchTest, lets_a_receiver_unplug_its_own_link) {
  std::string after_unplugging;
  Link* own = nullptr;
  own = &network.plug("d", {}, [&, text = std::string(100, 'x')](ByteView) {
    network.unplug(*own);
    after_unplugging = text;  // the receiver is still whole
  });
  links[0]->send(frame(kBroadcastMac, mac(1)));
  run();
  EXPECT_EQ(after_unplugging.size(), 100u);
  EXPECT_EQ(network.find("d"), nullptr);
}

TEST_F(SwitchTest, may_end_before_the_frames_in_it_arrive) {
  EventQueue own_events(kStart);
  int arrived = 0;
  {
    Switch shortlived(own_events, 1);
    shortlived.plug("b", {}, [&](ByteView) { ++arrived; });
    shortlived.plug("a", {}, {}).send(frame(kBroadcastMac, mac(1)));
  }
  own_events.run_until(kStart + 1s);
  EXPECT_EQ(arrived, 0);
}

TEST_F(SwitchTest, replaces_a_link_that_is_plugged_in_again) {
  links[1]->send(frame(kBroadcastMac, mac(2)));
  run();
  std::vector<Bytes> other;
  Link& again =
      network.plug("b", {}, [&](ByteView bytes) { other.emplace_back(bytes.begin(), bytes.end()); });
  EXPECT_EQ(network.find("b"), &again);
  links[0]->send(frame(mac(2), mac(1)));
  run();
  EXPECT_TRUE(received[1].empty());
  EXPECT_EQ(other.size(), 1u);
}

TEST_F(SwitchTest, shows_taps_each_frame_on_each_link_that_it_crosses) {
  links[1]->send(frame(kBroadcastMac, mac(2)));
  run();
  std::vector<std::string> seen;
  network.add_tap([&](const TapEvent& event) {
    seen.push_back(event.link + (event.direction == Direction::from_node ? " from" : " to"));
    EXPECT_EQ(event.fate, Fate::delivered);
    EXPECT_LT(event.sent_at, event.arrives_at);
  });
  links[0]->send(frame(mac(2), mac(1)));
  run();
  EXPECT_EQ(seen, (std::vector<std::string>{"a from", "b to"}));
}

TEST_F(SwitchTest, forgets_the_address_that_was_silent_for_longest) {
  links[1]->send(frame(kBroadcastMac, mac(2)));
  links[2]->send(frame(kBroadcastMac, mac(3)));
  run();
  for (std::size_t i = 0; i < Switch::kMostAddresses - 1; ++i) {
    const auto high = static_cast<std::uint8_t>(i >> 8);
    links[0]->send(frame(mac(1), {{0x06, 0, 0, 0, high, static_cast<std::uint8_t>(i)}}));
    if (i % 1000 == 0) links[2]->send(frame(kBroadcastMac, mac(3)));
    events.run_until(events.now() + 1ms);
  }
  run();
  for (auto& node : received) node.clear();
  links[0]->send(frame(mac(2), mac(1)));  // is not known any more: everybody gets it
  links[0]->send(frame(mac(3), mac(1)));  // has spoken since
  run();
  EXPECT_EQ(received[1].size(), 1u);
  EXPECT_EQ(received[2].size(), 2u);
}

}  // namespace
}  // namespace tlscam
