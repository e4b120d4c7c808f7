#pragma once
#include <atomic>
#include <memory>
#include <string>

#include "sim/lab/session/platform.h"

namespace tlscam {

/// Cameras as processes of `camera_program` (the path of tlscam-camera), programs as processes of this
/// computer, and its loopback. `interrupted` is set by a signal handler: nobody waits for a camera then that
/// computes without coming back; borrowed, may be null.
std::unique_ptr<Platform> native_platform(const std::string& camera_program,
                                          const std::atomic<bool>* interrupted = nullptr);

/// Why a camera's script that makes native code of its own can do what this program can, as the end of
/// "because "; empty: it cannot.
std::string why_cameras_are_not_confined();

/// Why programs of the workstation are not kept inside of its folder, as the end of "because "; empty: they
/// are.
std::string why_programs_are_not_confined();

}  // namespace tlscam
