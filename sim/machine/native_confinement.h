#pragma once
#include <string>

namespace tlscam {

/// What this computer lacks for closing camera processes in (firmware/ports/native/camera_confinement.h), as
/// the end of "because "; empty: nothing.
std::string confinement_gap();

}  // namespace tlscam
