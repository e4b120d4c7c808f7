#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// An uncaught exception as MicroPython prints it.
struct PrintedException {
  std::string type;  ///< "ValueError"
  std::string text;  ///< what stands behind the type, its lines joined by a space; may be empty
};

/// What a camera printed, line by line, out of all that came over its serial line: without the prompts and
/// what was typed behind them (the camera echoes it), and without the control characters of the raw REPL.
std::vector<std::string> printed_lines(std::string_view said);

/// The tracebacks among it, oldest first.
std::vector<PrintedException> printed_exceptions(std::string_view said);

/// What it sent since its interpreter was last started anew, which mpremote and the Run button do before a
/// script.
std::string_view since_last_start(std::string_view said);

/// Whether the camera waits at the prompt of its friendly REPL with nothing typed.
bool is_at_prompt(std::string_view said);

/// Whether a whole line fits a pattern, in which `*` stands for any characters.
bool fits(std::string_view line, std::string_view pattern);

}  // namespace tlscam
