#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

// The outer form of lesson.md and wrong.md: front matter, sections that begin with "## ", fenced blocks. What
// the blocks mean is for lesson_blocks.h.

namespace tlscam {

/// A value of the front matter: one text, or the texts of a list "[a, b]".
struct FrontMatterValue {
  std::string text;
  std::vector<std::string> list;
  bool is_list = false;
  int line = 0;
};

/// Markdown, or a fenced block that a lesson gives a meaning.
struct MarkdownPiece {
  bool fenced = false;
  std::vector<std::string> info;  ///< the words behind the fence: "console", "openmv"
  std::string text;               ///< without the fences; Markdown without blank lines around it
  int line = 0;                   ///< of its first line; of a fenced block, the fence's
};

struct MarkdownSection {
  std::string title;  ///< empty for what stands before the first heading
  std::vector<MarkdownPiece> pieces;
  int line = 0;
};

struct LessonMarkdown {
  std::map<std::string, FrontMatterValue> front_matter;
  std::vector<MarkdownSection> sections;  ///< the first is what stands before the first heading
};

/// The largest lesson.md that is read.
inline constexpr std::size_t kMaxLessonBytes = 256 << 10;

/// Takes a text apart. `name` is how messages name it; they begin with name and line.
Result<LessonMarkdown> parse_lesson_markdown(std::string_view text, const std::string& name);

}  // namespace tlscam
