#include "sim/lab/view/time_words.h"

#include <fmt/format.h>

#include <string_view>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Duration kYear = std::chrono::hours(24 * 365 + 6);  // of the Julian calendar

struct Unit {
  Duration size;
  std::string_view brief;
  std::string_view name;
};

constexpr Unit kUnits[] = {
    {kYear, "y", "year"}, {kYear / 12, "mo", "month"}, {24h, "d", "day"},
    {1h, "h", "hour"},    {1min, "min", "minute"},     {1s, "s", "second"},
};

struct Amount {
  std::int64_t count = 0;  // of `unit`; 0: less than a second
  Unit unit;
};

Amount in_largest_unit(Duration duration) {
  const Duration size = std::chrono::abs(duration);
  for (const Unit& unit : kUnits) {
    if (size >= unit.size) return {size / unit.size, unit};
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
  if (std::chrono::abs(difference) < 2s) return "right";
  const Amount amount = in_largest_unit(difference);
  return fmt::format("{}{} {}", difference < Duration(0) ? "\u2212" : "+", amount.count, amount.unit.brief);
}

std::string relative_text(Instant instant, Instant now) {
  const Amount amount = in_largest_unit(instant - now);
  if (amount.count == 0) return "now";
  const std::string text =
      fmt::format("{} {}{}", amount.count, amount.unit.name, amount.count == 1 ? "" : "s");
  return instant > now ? "in " + text : text + " ago";
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
