#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "sim/base/result.h"

namespace tlscam {

/// A length of time, in microseconds.
using Duration = std::chrono::microseconds;

/// A moment of true time (UTC), counted in microseconds since 1970.
using Instant = std::chrono::sys_time<Duration>;

inline constexpr Instant kNever = Instant::max();

/// `to_text` gives "2026-11-23 10:42:07"; if `precise` is set, a fraction that is not 0 follows.
std::string to_text(Instant instant, bool precise = false);

/// `parse_instant` reads "2026-11-23", "2026-11-23 10:42", "2026-11-23T10:42:07Z" and the like as UTC.
Result<Instant> parse_instant(std::string_view text);

/// `parse_duration` reads "1500ms", "2s", "10m", "3h", "200d", "250us"; a number without a unit is seconds.
Result<Duration> parse_duration(std::string_view text);

}  // namespace tlscam
