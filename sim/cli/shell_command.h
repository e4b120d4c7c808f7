#pragma once
#include <string>

#include "sim/lab/session/run_request.h"

namespace tlscam {

/// `tlscam shell`: the workstation's shell on a running world, reading standard input. With `command` it runs
/// that one line. Returns the exit code of the last command, or 2 when the world cannot be made.
int run_shell(const RunRequest& request, const std::string& folder, const std::string& command);

}  // namespace tlscam
