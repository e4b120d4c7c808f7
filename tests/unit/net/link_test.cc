#include "sim/net/link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/net/frame_hash.h"
#include "sim/net/switch.h"
#include "sim/wire/ethernet.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1'000'000s};
constexpr LinkConditions kPerfect{.delay = 0us, .bits_per_second = 0};

Bytes frame(std::uint8_t number, std::size_t payload = 46) {
  return emit_ethernet({kBroadcastMac, {{2, 0, 0, 0, 0, 1}}, 0x88b5, Bytes(payload, number)});
}

/// A sender on a link with conditions, a receiver on a perfect one, and what arrives there.
struct LinkTest : testing::Test {
  struct Arrival {
    std::uint8_t number;
    Duration after;
  };

  EventQueue events{kStart};
  Switch network{events, 7};
  Link& receiver = network.plug("receiver", kPerfect, [this](ByteView bytes) {
    arrivals.push_back({bytes.back(), events.now() - kStart});
  });
  Link& sender = network.plug("sender", kPerfect, {});
  std::vector<Arrival> arrivals;
  std::vector<Fate> fates;  // on the sender's link

  LinkTest() {
    network.add_tap([this](const TapEvent& event) {
      if (event.link == "sender") fates.push_back(event.fate);
    });
  }
  void run() { events.run_until(kStart + 100s); }
  std::string numbers() const {
    std::string text;
    for (const Arrival& arrival : arrivals) text += std::to_string(arrival.number) + " ";
    return text;
  }
};

TEST_F(LinkTest, takes_the_delay_and_the_time_on_the_wire) {
  sender.set_conditions({.delay = 500us, .bits_per_second = 8'000'000});  // a microsecond per byte
  sender.send(frame(1, 86));  // 14 + 86 bytes, and 24 of preamble, check sequence and gap
  run();
  ASSERT_EQ(arrivals.size(), 1u);
  EXPECT_EQ(arrivals[0].after, 124us + 500us);
}

TEST_F(LinkTest, pads_short_frames_on_the_wire) {
  sender.set_conditions({.delay = 0us, .bits_per_second = 8'000'000});
  sender.send(frame(1, 1));
  run();
  ASSERT_EQ(arrivals.size(), 1u);
  EXPECT_EQ(arrivals[0].after, 84us);
}

TEST_F(LinkTest, sends_one_frame_after_the_other) {
  sender.set_conditions({.delay = 500us, .bits_per_second = 8'000'000});
  sender.send(frame(1, 86));
  sender.send(frame(2, 86));
  run();
  ASSERT_EQ(arrivals.size(), 2u);
  EXPECT_EQ(arrivals[1].after - arrivals[0].after, 124us);
}

TEST_F(LinkTest, loses_what_would_wait_for_more_than_a_second) {
  sender.set_conditions({.delay = 0us, .bits_per_second = 9600});  // 1538 bytes take 1.28 s
  for (std::uint8_t i = 1; i <= 3; ++i) sender.send(frame(i, 1500));
  run();
  EXPECT_EQ(numbers(), "1 ");
  EXPECT_EQ(fates, (std::vector{Fate::delivered, Fate::lost, Fate::lost}));
}

TEST_F(LinkTest, carries_nothing_when_it_is_down) {
  sender.set_conditions({.up = false});
  sender.send(frame(1));
  run();
  EXPECT_EQ(fates, std::vector{Fate::link_down});
  sender.set_conditions({});
  sender.send(frame(2));
  events.run_until(events.now() + 1s);
  EXPECT_EQ(numbers(), "2 ");
}

TEST_F(LinkTest, loses_about_as_many_as_it_is_told) {
  sender.set_conditions({.delay = 0us, .bits_per_second = 0, .loss = 0.2});
  for (int i = 0; i < 1000; ++i) sender.send(frame(1));
  run();
  EXPECT_GT(arrivals.size(), 750u);
  EXPECT_LT(arrivals.size(), 850u);
  EXPECT_EQ(std::ranges::count(fates, Fate::lost) + arrivals.size(), 1000u);
}

TEST_F(LinkTest, duplicates) {
  sender.set_conditions({.delay = 0us, .bits_per_second = 0, .duplication = 1});
  sender.send(frame(1));
  run();
  EXPECT_EQ(numbers(), "1 1 ");
  EXPECT_EQ(fates.size(), 2u);
}

TEST_F(LinkTest, lets_later_frames_overtake_one_that_is_held_back) {
  sender.set_conditions({.delay = 100us, .bits_per_second = 0, .reordering = 1});
  sender.send(frame(1));
  sender.set_conditions({.delay = 100us, .bits_per_second = 0});
  sender.send(frame(2));
  run();
  EXPECT_EQ(numbers(), "2 1 ");
  EXPECT_EQ(arrivals[1].after, 100us + 100us + 1ms);
}

TEST_F(LinkTest, drops_the_next_frame_that_matches_and_only_that) {
  sender.drop_next([](ByteView bytes) { return bytes.back() == 2; });
  for (const int i : {1, 2, 2, 3}) sender.send(frame(static_cast<std::uint8_t>(i)));
  run();
  EXPECT_EQ(numbers(), "1 2 3 ");
  EXPECT_EQ(fates, (std::vector{Fate::delivered, Fate::lost, Fate::delivered, Fate::delivered}));
}

TEST_F(LinkTest, drops_in_both_directions) {
  receiver.drop_next();
  sender.send(frame(1));
  sender.send(frame(2));
  run();
  EXPECT_EQ(numbers(), "2 ");
}

TEST_F(LinkTest, draws_the_same_luck_whatever_the_other_conditions) {
  // One condition more does not change which frames another one meets.
  const auto lost = [](LinkConditions conditions) {
    EventQueue own_events(kStart);
    Switch own(own_events, 7);
    Link& link = own.plug("x", conditions, {});
    std::string text;
    own.add_tap([&](const TapEvent& event) { text += event.fate == Fate::lost ? 'L' : '.'; });
    for (int i = 0; i < 200; ++i) link.send(frame(1));
    return text;
  };
  EXPECT_EQ(lost({.loss = 0.3}), lost({.loss = 0.3, .reordering = 0.5}));
}

std::string hash_of_a_run(std::uint64_t seed, bool another_node) {
  EventQueue events(kStart);
  Switch network(events, seed);
  const LinkConditions rough{.loss = 0.2, .duplication = 0.1, .reordering = 0.1};
  FrameHash hash;
  network.add_tap([&](const TapEvent& event) {
    if (event.link != "other") hash.add(event);
  });
  network.plug("b", rough, [](ByteView) {});
  if (another_node) network.plug("other", rough, [](ByteView) {});
  Link& a = network.plug("a", rough, [](ByteView) {});
  for (std::uint8_t i = 0; i < 100; ++i) events.after(i * 1ms, [&a, i] { a.send(frame(i)); });
  events.run_until(kStart + 1s);
  return hash.hex();
}

TEST(Determinism, same_seed_same_hash) {
  EXPECT_EQ(hash_of_a_run(1, false), hash_of_a_run(1, false));
  EXPECT_NE(hash_of_a_run(1, false), hash_of_a_run(2, false));
}

TEST(Determinism, another_node_does_not_change_the_luck_of_a_link) {
  EXPECT_EQ(hash_of_a_run(1, false), hash_of_a_run(1, true));
}

}  // namespace
}  // namespace tlscam
