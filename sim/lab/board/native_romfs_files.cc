#include "sim/lab/board/native_romfs_files.h"

#include "sim/base/file.h"
#include "sim/deploy/native_romfs_folder.h"
#include "sim/deploy/romfs_image.h"

namespace tlscam {
namespace {

Result<std::vector<RomfsFile>> rows_of(const std::string& name, ByteView image) {
  const auto entries = list_romfs(image);
  if (!entries) return fail("{}: {}", name, entries.error().text);
  std::vector<RomfsFile> rows;
  rows.reserve(entries->size());
  for (const RomfsEntry& entry : *entries)
    rows.push_back({entry.path, entry.is_folder, entry.contents.size()});
  return rows;
}

}  // namespace

Result<std::vector<RomfsFile>> build_romfs_file(const std::string& folder, const std::string& image) {
  const auto files = read_romfs_folder(folder);
  if (!files) return tl::unexpected(files.error());
  const auto built = build_romfs(*files);
  if (!built) return tl::unexpected(built.error());
  if (const auto error = write_file(image, *built))
    return fail("{} cannot be written: {}", image, error.message());
  return rows_of(image, *built);
}

Result<std::vector<RomfsFile>> show_romfs_file(const std::string& image) {
  const auto bytes = read_file(image);
  if (!bytes) return fail("{} cannot be read: {}", image, bytes.error().message());
  return rows_of(image, *bytes);
}

Result<void> unpack_romfs_file(const std::string& image, const std::string& folder) {
  const auto bytes = read_file(image);
  if (!bytes) return fail("{} cannot be read: {}", image, bytes.error().message());
  if (auto unpacked = unpack_romfs(*bytes, folder); !unpacked)
    return fail("{}: {}", image, unpacked.error().text);
  return {};
}

}  // namespace tlscam
