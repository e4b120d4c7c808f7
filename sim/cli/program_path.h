#pragma once
#include <string>

namespace tlscam {

/// The camera's program, which lies beside this one.
std::string camera_program();

}  // namespace tlscam
