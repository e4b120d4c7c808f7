#include "sim/world/camera_files.h"

#include "sim/deploy/romfs_image.h"
#include "sim/machine/camera.h"

namespace tlscam {
namespace {

constexpr int kDeepest = 8;

void add_folder(std::map<std::string, Bytes>& files, Drive& drive, const std::string& folder, int depth) {
  const auto entries = drive.list(folder);
  if (!entries || depth > kDeepest) return;
  for (const DriveEntry& entry : *entries) {
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.is_folder) {
      add_folder(files, drive, path, depth + 1);
    } else if (auto content = drive.read(path)) {
      files[path] = std::move(*content);
    }
  }
}

}  // namespace

std::map<std::string, Bytes> files_of_camera(Camera& camera) {
  std::map<std::string, Bytes> files;
  Drive drive = camera.drive();
  add_folder(files, drive, "", 0);
  const Bytes image = camera.rom();
  if (const auto entries = list_romfs(image))
    for (const RomfsEntry& entry : *entries)
      if (!entry.is_folder) files["/rom/" + entry.path].assign(entry.contents.begin(), entry.contents.end());
  return files;
}

}  // namespace tlscam
