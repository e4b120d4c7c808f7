#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/protocol/saved_world.h"

namespace tlscam {

/// `SceneFiles` is a scene that lies on this computer, as OpenCommand takes it.
struct SceneFiles {
  std::vector<SavedFile> files;  ///< world.json, and every file that it names
  /// What it wants of the computer, as a list for people; empty: nothing, or it comes with tlscam.
  std::string wishes;
  /// The first camera whose drive it keeps in a file; empty: there is none.
  std::string keeps_drive;
};

/// `read_scene_files` reads a scene file and the files that it names, which lie in its folder or below. It
/// fails, for people, when one cannot be read or means nothing.
Result<SceneFiles> read_scene_files(const std::string& path);

}  // namespace tlscam
