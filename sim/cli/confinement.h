#pragma once
#include <string>

namespace tlscam {

/// What `tlscam --version` says of it.
std::string confinement_text();

/// Warns on standard error when cameras or the workstation's programs cannot be confined on this computer, or
/// refuses if they have to be. Returns whether a world may be started.
bool may_start(bool has_to_be_confined);

}  // namespace tlscam
