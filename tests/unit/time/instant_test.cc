#include "sim/time/instant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

Instant at(std::int64_t seconds, std::int64_t micros = 0) {
  return Instant(std::chrono::seconds(seconds) + Duration(micros));
}

TEST(Instant, is_written_as_date_and_time) {
  EXPECT_EQ(to_text(at(0)), "1970-01-01 00:00:00");
  EXPECT_EQ(to_text(at(1'795'430'527)), "2026-11-23 10:42:07");
  EXPECT_EQ(to_text(at(-1, 500'000)), "1969-12-31 23:59:59");
  EXPECT_EQ(to_text(kNever), "never");
}

TEST(Instant, shows_its_fraction_when_asked_and_when_there_is_one) {
  EXPECT_EQ(to_text(at(0, 1'500), true), "1970-01-01 00:00:00.001500");
  EXPECT_EQ(to_text(at(0, 1'500)), "1970-01-01 00:00:00");
  EXPECT_EQ(to_text(at(5), true), "1970-01-01 00:00:05");
}

TEST(Instant, is_read_in_every_form_that_is_offered) {
  EXPECT_EQ(parse_instant("2026-11-23"), at(1'795'392'000));
  EXPECT_EQ(parse_instant("2026-11-23 10:42"), at(1'795'430'520));
  EXPECT_EQ(parse_instant("2026-11-23T10:42:07Z"), at(1'795'430'527));
  EXPECT_EQ(parse_instant("2026-11-23 10:42:07.25"), at(1'795'430'527, 250'000));
  EXPECT_EQ(parse_instant("2013-10-14 19:53:11"), at(1'381'780'391));
  EXPECT_TRUE(parse_instant("2024-02-29"));
}

TEST(Instant, comes_back_as_it_was_written) {
  for (const auto instant : {at(0), at(1'795'430'527, 42), at(4'102'444'799, 999'999)}) {
    EXPECT_EQ(parse_instant(to_text(instant, true)), instant);
  }
}

TEST(Instant, says_what_is_wrong_with_a_text) {
  const auto error = [](std::string_view text) { return parse_instant(text).error().text; };
  EXPECT_THAT(error("yesterday"), HasSubstr("\"yesterday\" is not a time; write it in UTC as"));
  EXPECT_THAT(error("2026-02-30"), HasSubstr("no such day"));
  EXPECT_THAT(error("2026-13-01"), HasSubstr("no such day"));
  EXPECT_THAT(error("2026-11-23 24:00"), HasSubstr("time of day"));
  EXPECT_THAT(error("2026-11-23 10:42:07+01:00"), HasSubstr("leave the offset \"+01:00\" out"));
  EXPECT_THAT(error("2026-11-23 10:42:07.1234567"), HasSubstr("decimals"));
}

TEST(Instant, is_read_strictly) {
  for (const char* text :
       {"", " 2026-11-23", "2026-11-23 ", "26-11-23", "2026-1-3", "2026/11/23", "2026-11-23 1:02",
        "2026-11-23 10", "2026-11-23 10:4", "2026-11-23 10:42:", "2026-11-23 10:42:7", "2026-11-23Z",
        "2026-11-23 10:42 Z", "2026-11-23 10:42ZZ", "+026-11-23"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Duration, is_read_with_its_unit) {
  EXPECT_EQ(parse_duration("250us"), 250us);
  EXPECT_EQ(parse_duration("1500ms"), 1500ms);
  EXPECT_EQ(parse_duration("2s"), 2s);
  EXPECT_EQ(parse_duration("10m"), 10min);
  EXPECT_EQ(parse_duration("3h"), 3h);
  EXPECT_EQ(parse_duration("200d"), 4800h);
  EXPECT_EQ(parse_duration("7"), 7s);
  EXPECT_EQ(parse_duration("0"), 0s);
}

TEST(Duration, may_have_decimals) {
  EXPECT_EQ(parse_duration("1.5"), 1500ms);
  EXPECT_EQ(parse_duration("0.25ms"), 250us);
  EXPECT_EQ(parse_duration("1.5h"), 90min);
  EXPECT_EQ(parse_duration("0.000001h"), 3600us);
}

TEST(Duration, is_refused_when_it_is_none) {
  for (const char* text : {"", "s", "-1s", "1 s", "1sec", "1s ", "1.s", ".5s", "1.2345678s", "1w", "1e3"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  EXPECT_EQ(parse_duration("fast").error().text,
            "\"fast\" is not a length of time; write it as 250us, 1500ms, 2s, 10m, 3h or 200d");
}

TEST(Duration, does_not_overflow) {
  EXPECT_EQ(parse_duration("99999999999999999999h").error().text,
            "\"99999999999999999999h\" is too long a time");
  EXPECT_TRUE(parse_duration("100000h"));
}

}  // namespace
}  // namespace tlscam
