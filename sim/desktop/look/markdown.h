#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// A piece of a line that is set in one way.
struct MarkdownRun {
  std::string text;
  bool strong = false;
  bool italic = false;
  bool code = false;
  bool line_break = false;  ///< a new line begins before it
  std::string link;         ///< an address; empty: none
};

/// A block of Markdown, in reading order.
struct MarkdownBlock {
  enum class Kind { paragraph, heading, item, code, quote, row };
  Kind kind = Kind::paragraph;
  unsigned level = 0;   ///< a heading's; how deep an item lies
  std::string marker;   ///< an item's: "•" or "2."; empty: it goes on
  bool header = false;  ///< a row that names its columns
  std::vector<MarkdownRun> runs;
  std::vector<std::vector<MarkdownRun>> cells;  ///< a row's
};

/// `parse_markdown` reads the Markdown of lessons: CommonMark with tables. Any text is Markdown.
std::vector<MarkdownBlock> parse_markdown(std::string_view text);

}  // namespace tlscam
