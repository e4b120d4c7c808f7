#pragma once
#include <cstdint>
#include <optional>

#include "sim/workstation/folder.h"
#include "sim/world/scene.h"

namespace tlscam {

/// Does the workstation's part of a scene before the world begins: puts the scene's files into the learner's
/// folder (files that are there stay as they are), runs its commands at the scene's date, and moves what the
/// cameras copy from the folder into their files. A command that fails is an error with what it printed.
/// With a seed the commands make the same keys on every run.
Result<void> set_up_workstation(Scene& scene, const Folder& folder, std::optional<std::uint64_t> seed);

}  // namespace tlscam
