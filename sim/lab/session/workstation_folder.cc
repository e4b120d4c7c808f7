#include "sim/lab/session/workstation_folder.h"

#include <filesystem>

namespace tlscam {

Result<WorkstationFolder> WorkstationFolder::make(const std::string& below) {
  auto made = TemporaryFolder::create(below);
  if (!made) return tl::unexpected(made.error());
  return WorkstationFolder(std::move(*made));
}

Result<WorkstationFolder> WorkstationFolder::adopt(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!std::filesystem::is_directory(path, error))
    return fail("{} cannot be the workstation's folder: {}", path, error ? error.message() : "it is a file");
  return WorkstationFolder(path);
}

}  // namespace tlscam
