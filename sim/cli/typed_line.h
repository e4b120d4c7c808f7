#pragma once
#include <string>

namespace tlscam {

/// The line that is typed; returns at its end or that of the input, and when a signal comes.
std::string typed_line();

}  // namespace tlscam
