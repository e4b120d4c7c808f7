#include "sim/time/instant.h"

#include <fmt/compile.h>

#include <cstdint>
#include <limits>
#include <optional>

namespace tlscam {
namespace {

/// `TextCursor` reads a text from left to right; each step reports whether the text continued that way.
class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : rest_(text) {}

  bool accept(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// `number` reads a number of exactly `digits` decimal digits.
  std::optional<unsigned> number(std::size_t digits) {
    if (rest_.size() < digits) return std::nullopt;
    const std::string_view taken = rest_.substr(0, digits);
    if (taken.find_first_not_of("0123456789") != taken.npos) return std::nullopt;
    rest_.remove_prefix(digits);
    unsigned value = 0;
    for (const char c : taken) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  }

  /// `digits` takes as many digits as there are.
  std::string_view digits() {
    const std::string_view taken = rest_.substr(0, rest_.find_first_not_of("0123456789"));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// `micros` converts the digits after a decimal point; there is no value for no digits or more than six.
std::optional<std::int64_t> micros(std::string_view digits) {
  if (digits.empty() || digits.size() > 6) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return value;
}

tl::unexpected<Error> not_a_time(std::string_view text) {
  return fail("\"{}\" is not a time; write it in UTC as 2026-11-23, 2026-11-23 10:42 or 2026-11-23T10:42:07Z",
              text);
}

/// `unit_micros` is the length of the unit in microseconds, or 0 for an unknown unit.
std::int64_t unit_micros(std::string_view unit) {
  if (unit == "us") return 1;
  if (unit == "ms") return 1'000;
  if (unit == "s" || unit.empty()) return 1'000'000;
  if (unit == "m") return 60'000'000;
  if (unit == "h") return 3'600'000'000;
  if (unit == "d") return 86'400'000'000;
  return 0;
}

}  // namespace

std::string to_text(Instant instant, bool precise) {
  if (instant == kNever) return "never";
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::string text =
      fmt::format(FMT_COMPILE("{:04}-{:02}-{:02} {:02}:{:02}:{:02}"), static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  time.hours().count(), time.minutes().count(), time.seconds().count());
  const auto fraction = time.subseconds().count();
  if (precise && fraction != 0) text += fmt::format(FMT_COMPILE(".{:06}"), fraction);
  return text;
}

Result<Instant> parse_instant(std::string_view text) {
  TextCursor in(text);
  const auto year = in.number(4);
  if (!year || !in.accept('-')) return not_a_time(text);
  const auto month = in.number(2);
  if (!month || !in.accept('-')) return not_a_time(text);
  const auto day = in.number(2);
  if (!day) return not_a_time(text);

  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return fail("\"{}\": there is no such day in the calendar", text);
  Instant instant = std::chrono::sys_days(date);
  if (in.rest().empty()) return instant;

  if (!in.accept('T') && !in.accept(' ')) return not_a_time(text);
  const auto hour = in.number(2);
  if (!hour || !in.accept(':')) return not_a_time(text);
  const auto minute = in.number(2);
  if (!minute) return not_a_time(text);
  unsigned second = 0;
  std::int64_t fraction = 0;
  if (in.accept(':')) {
    const auto seconds = in.number(2);
    if (!seconds) return not_a_time(text);
    second = *seconds;
    if (in.accept('.')) {
      const auto parsed = micros(in.digits());
      if (!parsed) return fail("\"{}\": a second has one to six decimals here", text);
      fraction = *parsed;
    }
  }
  if (*hour > 23 || *minute > 59 || second > 59) {
    return fail("\"{}\": the time of day goes from 00:00:00 to 23:59:59", text);
  }
  in.accept('Z');
  if (in.rest().starts_with('+') || in.rest().starts_with('-')) {
    return fail("\"{}\": times are UTC here; convert it and leave the offset \"{}\" out", text, in.rest());
  }
  if (!in.rest().empty()) return not_a_time(text);
  return instant + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(second) +
         Duration(fraction);
}

Result<Duration> parse_duration(std::string_view text) {
  TextCursor in(text);
  const std::string_view whole = in.digits();
  std::optional<std::int64_t> fraction = 0;
  if (in.accept('.')) fraction = micros(in.digits());
  const std::int64_t unit = unit_micros(in.rest());
  if (whole.empty() || !fraction || unit == 0) {
    return fail("\"{}\" is not a length of time; write it as 250us, 1500ms, 2s, 10m, 3h or 200d", text);
  }

  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t value = 0;
  for (const char c : whole) {
    if (value > kMost / unit / 10) return fail("\"{}\" is too long a time", text);
    value = value * 10 + (c - '0');
  }
  // A unit divides a second or is a multiple of one, so one of these divisions is always exact.
  const std::int64_t part = unit >= 1'000'000 ? *fraction * (unit / 1'000'000) : *fraction * unit / 1'000'000;
  return Duration(value * unit + part);
}

}  // namespace tlscam
