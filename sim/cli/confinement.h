#pragma once
#include <string>

namespace tlscam {

/// What `tlscam --version` says of it.
std::string confinement_text();

/// Warns on standard error when cameras cannot be confined on this computer, or refuses if they have to be.
/// Returns whether cameras may be started.
bool may_start_cameras(bool have_to_be_confined);

}  // namespace tlscam
