#pragma once
#include <string>

#include "sim/base/result.h"
#include "sim/deploy/native_camera_drive.h"

namespace tlscam {

/// `choose_drive` opens the named folder, or without a name the only camera's drive that is mounted on this
/// computer. Fails when there is none, which says why that can be, or when there are several, which lists
/// them.
Result<CameraDrive> choose_drive(const std::string& name);

/// `choose_drive_among` does so among these volumes.
Result<CameraDrive> choose_drive_among(const std::vector<MountedVolume>& volumes);

}  // namespace tlscam
