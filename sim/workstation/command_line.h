#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// A command line after quotes, escapes and redirections have been taken apart.
struct CommandLine {
  std::vector<std::string> words;     ///< empty for an empty line or a comment
  std::optional<std::string> input;   ///< < FILE
  std::optional<std::string> output;  ///< > FILE or >> FILE
  bool append = false;                ///< it was >>
};

/// Takes a command line apart by the rules of the POSIX shell (XCU 2.2, 2.3): '...', "...", backslash, a
/// backslash at the end of a line, comments, < > >>, a leading ~/. What this shell does not do (pipes, lists,
/// variables, substitutions, wildcards) is an error that says what to do instead.
Result<CommandLine> parse_command_line(std::string_view line);

/// Whether a terminal should ask for another line before running this: a quote is open or the line ends with
/// a backslash.
bool wants_another_line(std::string_view line);

}  // namespace tlscam
