#pragma once
#include <string>

#include "sim/base/bytes.h"
#include "sim/lab/editor/terminal_guard.h"

namespace tlscam {

/// `GuardedOutput` prints what a board prints to standard output as it comes. A terminal gets the cursor's
/// movements and nothing that would take it over; a file or a pipe gets every byte.
class GuardedOutput {
 public:
  void print(ByteView bytes);

 private:
  TerminalGuard guard_;
};

}  // namespace tlscam
