// Which copy going back begins at, and when there is no way back.
#include "sim/lab/session/way_back.h"

#include <gmock/gmock.h>

namespace tlscam {
namespace {

using testing::HasSubstr;

constexpr Instant kBeginning{std::chrono::seconds(1000)};

// Ten events a second.
Moment after(int seconds) {
  return {kBeginning + std::chrono::seconds(seconds), static_cast<std::uint64_t>(seconds) * 10};
}

BackTo to(int seconds) {
  return {after(seconds).at, std::nullopt};
}

LoggedProgram program(int started, std::optional<int> ended, const std::string& obstacle = "") {
  LoggedProgram program;
  program.started = after(started);
  if (ended) program.ended = after(*ended);
  program.obstacle = obstacle;
  return program;
}

TEST(FindWayBackTest, begins_at_the_latest_copy_before_the_moment) {
  const auto way = find_way_back({}, to(50), kBeginning, {{after(1), 0}, {after(49), 0}, {after(50), 0}});
  ASSERT_TRUE(way);
  EXPECT_EQ(way->copy, 1u);
  EXPECT_EQ(way->from.at, after(49).at);
  EXPECT_FALSE(way->before_program);
}

TEST(FindWayBackTest, begins_at_the_beginning_when_no_copy_is_early_enough) {
  const auto way = find_way_back({}, to(50), kBeginning, {{after(60), 0}});
  ASSERT_TRUE(way);
  EXPECT_EQ(way->copy, std::nullopt);
  EXPECT_EQ(way->from.at, kBeginning);
}

TEST(FindWayBackTest, leads_into_a_program_that_can_be_repeated) {
  RunLog log;
  log.programs = {program(10, 20)};
  const auto way = find_way_back(log, to(15), kBeginning, {});
  ASSERT_TRUE(way);
  EXPECT_FALSE(way->before_program);
  EXPECT_EQ(way->to.at, after(15).at);
}

TEST(FindWayBackTest, stands_before_a_program_that_cannot_be_repeated) {
  RunLog log;
  log.programs = {program(5, 6), program(10, 20, "it used the network")};
  const auto way = find_way_back(log, to(15), kBeginning, {{after(7), 1}, {after(10), 1}, {after(21), 2}});
  ASSERT_TRUE(way);
  EXPECT_TRUE(way->before_program);
  EXPECT_EQ(way->copy, 1u);
  EXPECT_EQ(way->to.events, after(10).events);
}

TEST(FindWayBackTest, stands_before_a_program_that_still_runs) {
  RunLog log;
  log.programs = {program(10, std::nullopt)};
  const auto way = find_way_back(log, to(15), kBeginning, {});
  ASSERT_TRUE(way);
  EXPECT_TRUE(way->before_program);
}

TEST(FindWayBackTest, needs_a_copy_from_after_a_program_that_cannot_be_repeated) {
  RunLog log;
  log.programs = {program(10, 20, "it used the network"), program(25, 26)};
  const auto none = find_way_back(log, to(40), kBeginning, {{after(7), 0}});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().text, HasSubstr("used the network"));

  const auto way = find_way_back(log, to(40), kBeginning, {{after(7), 0}, {after(21), 1}});
  ASSERT_TRUE(way);
  EXPECT_EQ(way->copy, 1u);
  EXPECT_FALSE(way->before_program);
}

TEST(FindWayBackTest, leaves_out_a_copy_from_after_a_program_that_is_not_to_have_run) {
  RunLog log;
  log.programs = {program(10, 10, "it used the network")};
  const auto way =
      find_way_back(log, {kNever, after(10).events}, kBeginning, {{after(9), 0}, {after(10), 1}});
  ASSERT_TRUE(way);
  EXPECT_EQ(way->copy, 0u);
}

TEST(FindWayBackTest, says_why_there_is_no_way) {
  RunLog log;
  const auto too_early =
      find_way_back(log, {kBeginning - std::chrono::seconds(1), std::nullopt}, kBeginning, {});
  ASSERT_FALSE(too_early);
  EXPECT_THAT(too_early.error().text, HasSubstr("the world begins at"));
  const auto too_large = find_way_back(log, to(5), std::nullopt, {});
  ASSERT_FALSE(too_large);
  EXPECT_THAT(too_large.error().text, HasSubstr("holds too much"));
  log.obstacle = "a run in real time";
  const auto real_time = find_way_back(log, to(5), kBeginning, {{after(1), 0}});
  ASSERT_FALSE(real_time);
  EXPECT_EQ(real_time.error().text, "a run in real time");
}

}  // namespace
}  // namespace tlscam
