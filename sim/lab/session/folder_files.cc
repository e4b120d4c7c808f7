#include "sim/lab/session/folder_files.h"

namespace tlscam {
namespace {

constexpr int kDeepest = 16;

bool add_files(const Folder& folder, const std::string& path, int depth, std::size_t& room,
               std::map<std::string, Bytes>& files) {
  const auto entries = folder.list(path.empty() ? "." : path);
  if (!entries || depth > kDeepest) return false;
  for (const Folder::Entry& entry : *entries) {
    const std::string name = join_path(path, entry.name);
    if (entry.is_folder) {
      if (!add_files(folder, name, depth + 1, room, files)) return false;
      continue;
    }
    if (entry.size > room) return false;
    auto bytes = folder.read(name);
    if (!bytes) return false;
    room -= std::min<std::size_t>(room, bytes->size());
    files.emplace(name, std::move(*bytes));
  }
  return true;
}

}  // namespace

std::optional<std::map<std::string, Bytes>> read_all_files(const Folder& folder, std::size_t most) {
  std::map<std::string, Bytes> files;
  if (!add_files(folder, "", 0, most, files)) return std::nullopt;
  return files;
}

}  // namespace tlscam
