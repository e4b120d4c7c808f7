#pragma once
#include <CLI/CLI.hpp>

#include "sim/lab/run_request.h"

namespace tlscam {

/// Adds the options that describe a world to a subcommand; they are filled in when it is parsed.
void add_world_options(CLI::App& command, RunRequest& request);

/// `tlscam run`: plays a scene and prints what its cameras print. Returns the exit code.
int run_scene(const RunRequest& request, bool json);

}  // namespace tlscam
