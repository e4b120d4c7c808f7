#include "sim/lab/watch/exception_watcher.h"

namespace tlscam {

namespace {

// A script that catches its exceptions often prints them, by repr(), or by str() as mbedTLS's texts begin.
bool is_printed_exception(std::string_view line) {
  return line.starts_with("OSError(") || line.starts_with("ValueError(") ||
         line.find("'MBEDTLS_ERR_") != std::string_view::npos;
}

// The raw REPL's answer to the script that it was given precedes the script's first output on the same line:
// "OK", or the control characters of its paste mode (MicroPython's documentation, "The MicroPython
// Interactive Interpreter Mode").
std::string_view without_answer(std::string_view line) {
  constexpr std::string_view kOk = "OK";
  if (const std::size_t control = line.find_last_of("\x01\x04"); control != std::string_view::npos)
    line.remove_prefix(control + 1);
  if (line.starts_with(kOk)) line.remove_prefix(kOk.size());
  return line;
}

}  // namespace

// A traceback is "Traceback (most recent call last):", then lines that begin with two blanks, then the
// exception. mbedTLS's texts of certificate failures end with a line feed and may begin after one.
void ExceptionWatcher::see(std::string_view line) {
  constexpr std::string_view kBegin = "Traceback (most recent call last):";
  if (line.ends_with(kBegin)) {
    in_traceback_ = true;
    return;
  }
  if (!in_traceback_) {
    const std::string_view printed = without_answer(line);
    if (is_printed_exception(printed) || line.ends_with("MPY: soft reboot")) on_exception_(printed);
    return;
  }
  if (line.starts_with("  ")) return;
  if (line == "ValueError: ") {
    pending_ = line;
    return;
  }
  in_traceback_ = false;
  on_exception_(std::exchange(pending_, {}) + std::string(line));
}

}  // namespace tlscam
