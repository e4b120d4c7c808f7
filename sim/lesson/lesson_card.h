#pragma once
#include <string>

#include "sim/base/result.h"
#include "sim/lesson/lesson_markdown.h"

namespace tlscam {

/// `LessonCard` is what a learner keeps of a lesson. Its three parts are Markdown.
struct LessonCard {
  std::string what;  ///< "What it was"
  std::string how;   ///< "How to"
  std::string why;   ///< "Why it failed"
};

/// `kCardTitle` is the title of the section with the card.
inline constexpr std::string_view kCardTitle = "Card";
/// A card has so many lines at most, with its headings and blank ones.
inline constexpr int kMostCardLines = 40;

/// `read_card` reads the section "## Card": the headings "### What it was", "### How to" and "### Why it
/// failed" in this order, with Markdown below each. `name` is how messages name the file.
Result<LessonCard> read_card(const MarkdownSection& section, const std::string& name);

}  // namespace tlscam
