#pragma once
#include <memory>

#include "sim/lab/session/platform.h"

namespace tlscam {

/// Cameras and programs as WebAssembly beside this module, and sockets of the workstation for those programs.
/// There is nothing outside: what is wanted of it is an error.
std::unique_ptr<Platform> wasm_platform();

}  // namespace tlscam
