#include "sim/lab/view/time_words.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace tlscam {
namespace {

const nlohmann::json& cases() {
  static const nlohmann::json read = [] {
    std::ifstream file(TLSCAM_SOURCE_DIR "/tests/golden/time_words/cases.json");
    return nlohmann::json::parse(file);
  }();
  return read;
}

Instant instant(const nlohmann::json& microseconds) {
  return Instant(Duration(microseconds.get<std::int64_t>()));
}

TEST(TimeWords, say_how_far_a_clock_is_from_the_truth) {
  ASSERT_FALSE(cases()["offset"].empty());
  for (const auto& one : cases()["offset"])
    EXPECT_EQ(offset_text(instant(one["clock"]), instant(one["truth"])), one["text"]);
}

TEST(TimeWords, name_past_and_future) {
  ASSERT_FALSE(cases()["relative"].empty());
  for (const auto& one : cases()["relative"])
    EXPECT_EQ(relative_text(instant(one["instant"]), instant(one["now"])), one["text"]);
}

TEST(TimeWords, keep_two_or_three_digits) {
  ASSERT_FALSE(cases()["duration"].empty());
  for (const auto& one : cases()["duration"])
    EXPECT_EQ(duration_text(Duration(one["microseconds"].get<std::int64_t>())), one["text"]);
  ASSERT_FALSE(cases()["size"].empty());
  for (const auto& one : cases()["size"])
    EXPECT_EQ(size_text(one["bytes"].get<std::uint64_t>()), one["text"]);
}

}  // namespace
}  // namespace tlscam
