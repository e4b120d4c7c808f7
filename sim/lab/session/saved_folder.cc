#include "sim/lab/session/saved_folder.h"

#include <filesystem>

#include "sim/lab/session/folder_files.h"

namespace tlscam {
namespace {

constexpr std::size_t kMost = 64u << 20;  // bytes

}  // namespace

Result<std::vector<SavedFile>> read_saved_folder(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return fail("there is no folder {}", path);
  const auto folder = Folder::open(path);
  if (!folder) return fail("{}: {}", path, folder.error().text);
  auto files = read_all_files(*folder, kMost);
  if (!files) return fail("the folder {} cannot be read, or holds more than {} MB", path, kMost >> 20);
  std::vector<SavedFile> saved;
  saved.reserve(files->size());
  for (auto& [name, bytes] : *files)
    if (!name.starts_with('.')) saved.push_back({name, std::move(bytes)});
  return saved;
}

}  // namespace tlscam
