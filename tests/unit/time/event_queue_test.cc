#include "sim/time/event_queue.h"

#include <gtest/gtest.h>

#include <string>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1'000'000s};

TEST(EventQueue, runs_events_in_order_of_time_then_of_scheduling) {
  EventQueue events(kStart);
  std::string order;
  events.after(2s, [&] { order += 'c'; });
  events.after(1s, [&] { order += 'a'; });
  events.after(1s, [&] { order += 'b'; });
  events.run_until(kStart + 2s);
  EXPECT_EQ(order, "abc");
}

TEST(EventQueue, shows_each_event_its_own_time) {
  EventQueue events(kStart);
  Instant seen{};
  events.after(3s, [&] { seen = events.now(); });
  events.run_until(kStart + 10s);
  EXPECT_EQ(seen, kStart + 3s);
  EXPECT_EQ(events.now(), kStart + 10s);
}

TEST(EventQueue, leaves_later_events_and_says_when_they_are_due) {
  EventQueue events(kStart);
  bool ran = false;
  events.after(5s, [&] { ran = true; });
  events.run_until(kStart + 5s - 1us);
  EXPECT_FALSE(ran);
  EXPECT_EQ(events.next(), kStart + 5s);
  events.run_until(kStart + 5s);
  EXPECT_TRUE(ran);
  EXPECT_EQ(events.next(), kNever);
}

TEST(EventQueue, runs_what_an_event_schedules_for_the_same_instant) {
  EventQueue events(kStart);
  int runs = 0;
  events.after(0s, [&] { events.after(0s, [&] { ++runs; }); });
  events.run_until(kStart);
  EXPECT_EQ(runs, 1);
}

TEST(EventQueue, takes_the_past_as_now) {
  EventQueue events(kStart);
  Instant seen{};
  events.at(kStart - 1h, [&] { seen = events.now(); });
  events.run_until(kStart + 1s);
  EXPECT_EQ(seen, kStart);
}

TEST(EventQueue, forgets_what_was_cancelled) {
  EventQueue events(kStart);
  bool ran = false;
  const auto id = events.after(1s, [&] { ran = true; });
  events.cancel(id);
  events.run_until(kStart + 2s);
  EXPECT_FALSE(ran);
  events.cancel(id);  // twice does no harm
}

TEST(EventQueue, steps_one_event_at_a_time) {
  EventQueue events(kStart);
  int runs = 0;
  events.after(1s, [&] { ++runs; });
  events.after(2s, [&] { ++runs; });
  EXPECT_TRUE(events.step(kStart + 1s));
  EXPECT_FALSE(events.step(kStart + 1s));
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(events.now(), kStart + 1s);
}

}  // namespace
}  // namespace tlscam
