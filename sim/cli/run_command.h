#pragma once
#include <CLI/CLI.hpp>

#include "sim/lab/session/run_request.h"

namespace tlscam {

/// Adds the options that describe a world to a subcommand; they are filled in when it is parsed.
void add_world_options(CLI::App& command, RunRequest& request);

/// What `tlscam run` leaves.
struct RunOutput {
  bool json = false;   ///< one JSON object a line, instead of text for people
  bool watch = false;  ///< print each message on the wire, and what both ends do
  bool step = false;   ///< wait for Enter after each message
  std::string pcapng;  ///< a capture file to be written; empty: none
};
void add_output_options(CLI::App& command, RunOutput& output);

/// `tlscam run`: plays a scene and prints what its cameras print. Returns the exit code.
int run_scene(const RunRequest& request, const RunOutput& output);

}  // namespace tlscam
