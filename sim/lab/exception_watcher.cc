#include "sim/lab/exception_watcher.h"

namespace tlscam {

namespace {

// A script that catches its exceptions often prints them: repr() of one, or what str() of mbedTLS's begins
// with.
bool is_printed_exception(std::string_view line) {
  return line.starts_with("OSError(") || line.starts_with("ValueError(") ||
         line.find("'MBEDTLS_ERR_") != std::string_view::npos;
}

// The raw REPL answers a script with "OK", right in front of what the script prints first.
std::string_view without_answer(std::string_view line) {
  return line.starts_with("OK") ? line.substr(2) : line;
}

}  // namespace

// "Traceback (most recent call last):", then lines that begin with two blanks, then the exception. mbedTLS's
// texts of certificate failures end with a line feed and may begin behind one.
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
