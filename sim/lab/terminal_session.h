#pragma once
#include <functional>

#include "sim/base/task.h"
#include "sim/workstation/device.h"

namespace tlscam {

/// `mpremote repl`: what is typed goes to the camera, what the camera says comes to the terminal, until
/// Ctrl-] or Ctrl-X. `read_terminal` gives what was typed since it was last asked. The exit code is 0, or 1
/// when the line is in use or lost.
Task<int> terminal_session(Device device, std::function<Bytes()> read_terminal);

}  // namespace tlscam
