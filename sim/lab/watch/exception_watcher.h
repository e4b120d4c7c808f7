#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "sim/lab/watch/line_splitter.h"

namespace tlscam {

/// Finds the tracebacks in what a camera prints, whichever program runs there, and exceptions that a script
/// has caught and printed.
class ExceptionWatcher {
 public:
  /// `on_exception` is given the last line of each: "ValueError: The certificate validity starts in the
  /// future"; also the line of a soft reset, "MPY: soft reboot", behind which the old ones no longer count.
  explicit ExceptionWatcher(std::function<void(std::string_view line)> on_exception)
      : on_exception_(std::move(on_exception)) {}

  void feed(std::string_view printed) {
    lines_.feed(printed, [this](std::string_view line) { see(line); });
  }

 private:
  void see(std::string_view line);

  std::function<void(std::string_view)> on_exception_;
  LineSplitter lines_;
  bool in_traceback_ = false;
  std::string pending_;  // an exception whose text begins in the next line
};

}  // namespace tlscam
