#pragma once
#include "sim/base/task.h"
#include "sim/workstation/device.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// `terminal_session` is `mpremote repl`: what is typed at the output's terminal goes to the camera, and what
/// the camera says comes to it, until Ctrl-] or Ctrl-X. The exit code is 0, or 1 when the line is in use or
/// lost. The output needs an input.
Task<int> terminal_session(Device device, Output output);

}  // namespace tlscam
