#include "sim/deploy/native_romfs_folder.h"

#include <algorithm>

#include "sim/base/file.h"
#include "sim/deploy/romfs_image.h"

namespace tlscam {

namespace fs = std::filesystem;

namespace {

constexpr int kDeepest = 32;  // as list_romfs()

Result<void> gather(const fs::path& folder, const std::string& prefix, int depth,
                    std::map<std::string, Bytes>& files) {
  if (depth > kDeepest) return fail("{}: folders lie too deep in each other", folder.string());
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  if (error) return fail("the folder {} cannot be read: {}", folder.string(), error.message());
  bool is_empty = true;
  for (; entry != fs::directory_iterator(); entry.increment(error)) {
    if (error) break;
    is_empty = false;
    const fs::path path = entry->path();
    const std::string name = path.filename().string();
    const bool is_ascii = std::ranges::all_of(name, [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!is_ascii) return fail("{}: a name in a ROMFS image is ASCII; rename it", path.string());
    if (fs::is_directory(path, error)) {
      if (fs::is_symlink(path, error))
        return fail("{} is a link to a folder; copy the folder", path.string());
      if (auto gathered = gather(path, prefix + name + '/', depth + 1, files); !gathered) return gathered;
      continue;
    }
    auto contents = read_file(path);
    if (!contents) return fail("{} cannot be read: {}", path.string(), contents.error().message());
    files[prefix + name] = std::move(*contents);
  }
  if (error) return fail("the folder {} cannot be read: {}", folder.string(), error.message());
  if (is_empty && !prefix.empty()) files[prefix];
  return {};
}

}  // namespace

Result<std::map<std::string, Bytes>> read_romfs_folder(const fs::path& folder) {
  std::map<std::string, Bytes> files;
  if (auto gathered = gather(folder, "", 0, files); !gathered) return tl::unexpected(gathered.error());
  return files;
}

Result<void> unpack_romfs(ByteView image, const fs::path& folder) {
  const auto files = files_of_romfs(image);
  if (!files) return tl::unexpected(files.error());
  std::error_code error;
  for (const auto& [name, contents] : *files)
    if (!name.ends_with('/') && fs::exists(folder / name, error))
      return fail("{} is there already; unpack into an empty folder", (folder / name).string());
  fs::create_directories(folder, error);
  for (const auto& [name, contents] : *files) {
    const fs::path path = folder / name;
    if (!error) fs::create_directories(path.parent_path(), error);
    if (!error && !name.ends_with('/')) error = write_file(path, contents);
    if (error) return fail("{} cannot be written: {}", path.string(), error.message());
  }
  if (error) return fail("{} cannot be made: {}", folder.string(), error.message());
  return {};
}

}  // namespace tlscam
