#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/protocol/saved_world.h"

namespace tlscam {

/// A project keeps this beside its files: FOLDER/.tlscam/world.json. The folder's own files are the
/// workstation's; `world` has none of them.
struct ProjectFile {
  std::string format = "tlscam-project";
  std::uint32_t version = 1;
  std::uint32_t process = 0;  ///< the window that has it open; 0: it was closed
  Instant kept;               ///< when it was written, in real time
  SavedWorld world;
};
template <std::same_as<ProjectFile> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("format", &T::format), field("version", &T::version), field("process", &T::process),
                    field("kept", &T::kept), field("world", &T::world));
}

/// The place of the file in a project's folder.
std::string project_path(const std::string& folder);

/// `read_project` reads it; nothing when the folder has none yet. It fails, for people, when the file is of a
/// newer version or damaged, and changes nothing.
Result<std::optional<ProjectFile>> read_project(const std::string& folder);

/// `write_project` writes it, whole or not at all. It fails with the reason alone ("No space left on
/// device").
Result<void> write_project(const std::string& folder, const ProjectFile& file);

}  // namespace tlscam
