#include "sim/lab/view/time_words.h"

#include <fmt/format.h>

#include "sim/words/time.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Duration kYear = std::chrono::hours(24 * 365 + 6);  // of the Julian calendar

struct Unit {
  Duration size;
  std::string (*brief)();
  std::string (*ahead)(std::size_t count);
  std::string (*ago)(std::size_t count);
};

template <WordId brief, WordId ahead, WordId ago>
constexpr Unit unit(Duration size) {
  return {size, [] { return words<brief>(); },
          [](std::size_t count) { return words<ahead>({.count = count}); },
          [](std::size_t count) { return words<ago>({.count = count}); }};
}

constexpr Unit kUnits[] = {
    unit<"time.y", "time.in_years", "time.years_ago">(kYear),
    unit<"time.mo", "time.in_months", "time.months_ago">(kYear / 12),
    unit<"time.d", "time.in_days", "time.days_ago">(24h),
    unit<"time.h", "time.in_hours", "time.hours_ago">(1h),
    unit<"time.min", "time.in_minutes", "time.minutes_ago">(1min),
    unit<"time.s", "time.in_seconds", "time.seconds_ago">(1s),
};

struct Amount {
  std::size_t count = 0;  // of `unit`; 0: less than a second
  Unit unit;
};

Amount in_largest_unit(Duration duration) {
  const Duration size = std::chrono::abs(duration);
  for (const Unit& unit : kUnits) {
    if (size >= unit.size) return {static_cast<std::size_t>(size / unit.size), unit};
  }
  return {0, kUnits[std::size(kUnits) - 1]};
}

// "3.1" for 31 tenths.
std::string with_tenths(std::uint64_t tenths) {
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

std::uint64_t rounded(std::uint64_t value, std::uint64_t unit) {
  return (value + unit / 2) / unit;
}

}  // namespace

std::string offset_text(Instant clock, Instant truth) {
  const Duration difference = clock - truth;
  if (std::chrono::abs(difference) < 2s) return words<"time.right">();
  const Amount amount = in_largest_unit(difference);
  return fmt::format("{}{} {}", difference < Duration(0) ? "\u2212" : "+", amount.count, amount.unit.brief());
}

std::string relative_text(Instant instant, Instant now) {
  const Amount amount = in_largest_unit(instant - now);
  if (amount.count == 0) return words<"time.now">();
  return instant > now ? amount.unit.ahead(amount.count) : amount.unit.ago(amount.count);
}

std::string duration_text(Duration duration) {
  const auto microseconds = static_cast<std::uint64_t>(duration.count());
  if (duration < 10ms) return with_tenths(rounded(microseconds, 100)) + " ms";
  if (duration < 1s) return fmt::format("{} ms", rounded(microseconds, 1000));
  if (duration < 1min) return with_tenths(rounded(microseconds, 100'000)) + " s";
  return fmt::format("{} min", rounded(microseconds, 60'000'000));
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 100'000) return with_tenths(rounded(bytes, 100)) + " kB";
  if (bytes < 1'000'000) return fmt::format("{} kB", rounded(bytes, 1000));
  return with_tenths(rounded(bytes, 100'000)) + " MB";
}

}  // namespace tlscam
