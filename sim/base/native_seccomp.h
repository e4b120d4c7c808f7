#pragma once
#include <string>

namespace tlscam {

/// `seccomp_gap` tells what this computer lacks for a filter of system calls (seccomp(2)), as the end of
/// "because "; empty: nothing.
std::string seccomp_gap();

}  // namespace tlscam
