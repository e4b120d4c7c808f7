#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `PrintedException` is an uncaught exception as MicroPython prints it.
struct PrintedException {
  std::string type;  ///< "ValueError"
  std::string text;  ///< the text after the type, its lines joined by a space; may be empty
};

/// `printed_lines` extracts what a camera printed, line by line, from everything that came over its serial
/// line: without the prompts, the input after them (the camera echoes it) and the raw REPL's control
/// characters.
std::vector<std::string> printed_lines(std::string_view said);

/// `printed_exceptions` returns the tracebacks among it, oldest first.
std::vector<PrintedException> printed_exceptions(std::string_view said);

/// `since_last_start` returns what the camera sent since its interpreter last restarted, which mpremote and
/// the Run button make it do before a script.
std::string_view since_last_start(std::string_view said);

/// `is_at_prompt` tests whether the camera is at the prompt of its friendly REPL with nothing typed.
bool is_at_prompt(std::string_view said);

/// `fits` tests whether a whole line matches a pattern, in which `*` stands for any characters.
bool fits(std::string_view line, std::string_view pattern);

}  // namespace tlscam
