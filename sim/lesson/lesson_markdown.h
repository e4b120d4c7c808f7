#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

// This header parses the outer form of lesson.md and wrong.md: front matter, sections that begin with "## ",
// fenced blocks. lesson_blocks.h gives the blocks their meaning.

namespace tlscam {

/// `FrontMatterValue` is a value of the front matter: one text, or the texts of a list "[a, b]".
struct FrontMatterValue {
  std::string text;
  std::vector<std::string> list;
  bool is_list = false;
  int line = 0;
};

/// `MarkdownPiece` is Markdown, or a fenced block that has a meaning in lessons.
struct MarkdownPiece {
  bool fenced = false;
  std::vector<std::string> info;  ///< the words after the fence: "console", "openmv"
  std::string text;               ///< without the fences; Markdown without blank lines around it
  int line = 0;                   ///< number of its first line; for a fenced block, of the fence
};

struct MarkdownSection {
  std::string title;  ///< empty for text before the first heading
  std::string id;     ///< as in "## Title {#id}"; without it, made of the title: "set-the-clock"
  std::vector<MarkdownPiece> pieces;
  int line = 0;
};

/// `is_lesson_id` says whether a text can be the id of a lesson or step: small letters, digits and hyphens.
bool is_lesson_id(std::string_view text);

struct LessonMarkdown {
  std::map<std::string, FrontMatterValue> front_matter;
  std::vector<MarkdownSection> sections;  ///< the first is the text before the first heading
};

/// A lesson.md may not be larger than this.
inline constexpr std::size_t kMaxLessonBytes = 256 << 10;

/// `parse_lesson_markdown` splits a text. `name` is how messages name it; they begin with name and line.
Result<LessonMarkdown> parse_lesson_markdown(std::string_view text, const std::string& name);

}  // namespace tlscam
