#include "sim/lab/exception_watcher.h"

namespace tlscam {

// "Traceback (most recent call last):", then lines that begin with two blanks, then the exception. mbedTLS's
// texts of certificate failures end with a line feed and may begin behind one.
void ExceptionWatcher::see(std::string_view line) {
  constexpr std::string_view kBegin = "Traceback (most recent call last):";
  if (line.ends_with(kBegin)) {
    in_traceback_ = true;
    return;
  }
  if (!in_traceback_ || line.starts_with("  ")) return;
  if (line == "ValueError: ") {
    pending_ = line;
    return;
  }
  in_traceback_ = false;
  on_exception_(std::exchange(pending_, {}) + std::string(line));
}

}  // namespace tlscam
