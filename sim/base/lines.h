#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// Gives the lines of a text without their ends ("\n"). A rest after the last end is a line unless it is
/// empty; an empty text has no lines.
std::vector<std::string> lines_of(std::string_view text);

/// The same without spaces and carriage returns at the lines' ends, which no reader sees.
std::vector<std::string> trimmed_lines_of(std::string_view text);

}  // namespace tlscam
