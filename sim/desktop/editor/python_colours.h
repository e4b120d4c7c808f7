#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

enum class PythonToken { keyword, string, number, comment, definition, self };

/// A stretch of a script that has a colour of its own.
struct PythonRun {
  std::size_t begin = 0;
  std::size_t size = 0;
  PythonToken token = PythonToken::keyword;
  bool operator==(const PythonRun&) const = default;
};

/// `python_colours` finds what is coloured in a script, in order. Any text will do: a string that does not
/// end goes to the end of its line, or of the text where it has three quotes.
std::vector<PythonRun> python_colours(std::string_view script);

/// `indent_after` is what a line begins with that follows `line`: as that one, and deeper behind a colon.
std::string indent_after(std::string_view line);

}  // namespace tlscam
