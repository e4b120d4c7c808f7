#include "sim/lab/board/native_drive_choice.h"

#include "sim/base/file.h"

namespace tlscam {

Result<CameraDrive> choose_drive_among(const std::vector<MountedVolume>& volumes) {
  std::vector<CameraDrive> drives = CameraDrive::find(volumes);
  if (drives.size() == 1) return std::move(drives.front());
  if (!drives.empty()) {
    std::string names;
    for (const CameraDrive& drive : drives) names += " " + drive.root().string();
    return fail("several cameras' drives are mounted; name one of them:{}", names);
  }
  return fail(
      "no camera's drive is mounted. Plug the camera in, and open its drive in the file manager or mount it; "
      "a "
      "drive without .openmv_disk and main.py is not recognised: name its folder");
}

Result<CameraDrive> choose_drive(const std::string& name) {
  if (!name.empty()) return CameraDrive::open(name);
  const auto mounts = read_file("/proc/mounts");
  if (!mounts)
    return fail("/proc/mounts cannot be read: {}; name the drive's folder", mounts.error().message());
  return choose_drive_among(parse_mounts(as_text(*mounts)));
}

}  // namespace tlscam
