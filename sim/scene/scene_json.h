#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "sim/scene/scene.h"

// Scenes as files: world.json. The format is described by scene.schema.json beside this header; a test holds
// the two together.

namespace tlscam {

/// Reads a file that a scene names. The path is relative to the scene's folder and has been checked: it does
/// not leave that folder by its spelling.
using FileReader = std::function<Result<Bytes>(const std::string& path)>;

/// Larger or deeper scenes are refused before anything is read from them.
inline constexpr std::size_t kMaxSceneBytes = 4 << 20;
inline constexpr int kMaxSceneDepth = 16;
/// The most that one file beside a scene may hold.
inline constexpr std::size_t kMaxSceneFileBytes = 16 << 20;

/// Reads a scene. `file_name` is how messages name the text ("world.json"); `base_folder` is the folder that
/// paths in the scene are relative to, kept in front of `flash_file` (empty: the working folder); `now` is
/// what "clock": "now" means. A key that is not known, a value of the wrong type or out of range, a name
/// given twice, a file that is missing: one message that names the place, as in `world.json: cameras[1].clok:
/// no such key; did you mean "clock"?`.
Result<Scene> parse_scene(std::string_view text, const std::string& file_name, const std::string& base_folder,
                          const FileReader& reader, Instant now);

/// Reads a scene and the files it names from the folder that it lies in. Links that lead out of that folder
/// are refused.
Result<Scene> load_scene(const std::string& path, Instant now);

}  // namespace tlscam
