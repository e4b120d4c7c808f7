#include "sim/lab/exception_watcher.h"

namespace tlscam {

namespace {

// A script that catches its exceptions often prints them: repr() of one, or what str() of mbedTLS's begins
// with.
bool is_printed_exception(std::string_view line) {
  return line.starts_with("OSError(") || line.starts_with("ValueError(") ||
         line.find("'MBEDTLS_ERR_") != std::string_view::npos;
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
    if (is_printed_exception(line) || line.ends_with("MPY: soft reboot")) on_exception_(line);
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
