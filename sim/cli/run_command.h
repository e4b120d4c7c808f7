#pragma once
#include <CLI/CLI.hpp>

#include "sim/lab/session/run_request.h"

namespace tlscam {

/// `add_world_options` adds the options that describe a world to a subcommand; parsing it fills them in.
void add_world_options(CLI::App& command, RunRequest& request);

/// `RunOutput` selects the output of `tlscam run`.
struct RunOutput {
  bool json = false;   ///< one JSON object per line, instead of text for people
  bool watch = false;  ///< print each message on the wire, and what both ends do
  bool step = false;   ///< wait for Enter after each message
  std::string pcapng;  ///< a capture file to write; empty for none
};
void add_output_options(CLI::App& command, RunOutput& output);

/// `run_scene` implements `tlscam run`: it plays a scene, prints what its cameras print, and returns the exit
/// code.
int run_scene(const RunRequest& request, const RunOutput& output);

}  // namespace tlscam
