#pragma once
#include <string>

namespace tlscam {

/// `processor_seconds` is the processor time, user and system, in seconds, used so far by this process and by
/// those that it started and that are still running.
double processor_seconds();

/// `output_of` runs a command by the shell and returns its output; it ends the program with a message if the
/// command fails.
std::string output_of(const std::string& command);

}  // namespace tlscam
