#pragma once
#include <string>

namespace tlscam {

/// The processor time, user and system, in seconds, that this process and those that it started and that
/// still run have used so far.
double processor_seconds();

/// Runs a command by the shell and returns what it prints; ends the program with a message when the command
/// fails.
std::string output_of(const std::string& command);

}  // namespace tlscam
