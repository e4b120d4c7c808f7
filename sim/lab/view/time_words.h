#pragma once
#include <cstdint>
#include <string>

#include "sim/time/instant.h"

// Times and sizes as a person reads them. web/src/store/time_text.ts says the same for the page, which has to
// follow a clock without asking anybody; tests/golden/time_words/cases.json holds both to the same words.

namespace tlscam {

/// `offset_text` says how far a clock is from the truth: "−13 y", "+2 h"; "correct" within two seconds.
std::string offset_text(Instant clock, Instant truth);

/// `relative_text` says "in 11 months", "3 days ago", "now".
std::string relative_text(Instant instant, Instant now);

/// `duration_text` shows a short time with two or three digits: "0.4 ms", "12 ms", "3.1 s", "5 min".
std::string duration_text(Duration duration);

/// `size_text` shows a number of bytes with two or three digits: "402 B", "12.3 kB", "1.4 MB".
std::string size_text(std::uint64_t bytes);

}  // namespace tlscam
