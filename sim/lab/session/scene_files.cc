#include "sim/lab/session/scene_files.h"

#include <algorithm>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/lab/view/wishes.h"
#include "sim/scene/scene_json.h"
#include "sim/workstation/folder.h"

namespace tlscam {

Result<SceneFiles> read_scene_files(const std::string& path) {
  const auto text = read_file(path, kMaxSceneBytes);
  if (!text) return fail("{}: {}", path, text.error().message());
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const auto folder = Folder::open(parent.empty() ? "." : parent);
  if (!folder) return fail("{}: {}", path, folder.error().text);
  SceneFiles found;
  const FileReader reader = [&](const std::string& name) -> Result<Bytes> {
    auto bytes = folder->read(name);
    if (!bytes) return fail("{}: {}", (parent / name).string(), bytes.error().text);
    if (bytes->size() > kMaxSceneFileBytes) return fail("{} is too large", (parent / name).string());
    if (std::ranges::find(found.files, name, &SavedFile::path) == found.files.end())
      found.files.push_back({name, *bytes});
    return bytes;
  };
  const auto scene = parse_scene(as_text(*text), path, parent.string(), reader, kDefaultSceneClock);
  if (!scene) return tl::unexpected(scene.error());
  found.files.push_back({"world.json", *text});
  for (const SceneCamera& camera : scene->cameras)
    if (camera.flash_file && found.keeps_drive.empty()) found.keeps_drive = camera.name;
  if (!is_shipped(path)) found.wishes = list_of(wishes_of(*scene));
  return found;
}

}  // namespace tlscam
