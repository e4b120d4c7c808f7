#include "sim/lab/session/place.h"

namespace tlscam {
namespace {

constexpr int kDeepest = 16;

// The folder's errors are the bare reason.
template <class T>
Result<T> with_path(Result<T> result, const std::string& path) {
  if (!result) return fail("{}: {}", path, result.error().text);
  return result;
}

}  // namespace

Result<Place> Place::find(OpenWorld& opened, const std::string& name) {
  if (name.empty()) return Place(opened.folder(), nullptr);
  Camera* camera = opened.world().find_camera(name);
  if (!camera) return fail("there is no camera named {}", name);
  return Place(opened.folder(), camera);
}

Result<std::vector<Place::Entry>> Place::list(const std::string& path) const {
  std::vector<Entry> entries;
  if (!camera_) {
    const auto found = with_path(folder_->list(path.empty() ? "." : path), path);
    if (!found) return tl::unexpected(found.error());
    for (const Folder::Entry& entry : *found) entries.push_back({entry.name, entry.is_folder, entry.size});
    return entries;
  }
  const auto found = camera_->drive().list(path);
  if (!found) return tl::unexpected(found.error());
  for (const DriveEntry& entry : *found) entries.push_back({entry.name, entry.is_folder, entry.size});
  return entries;
}

Result<Bytes> Place::read(const std::string& path) const {
  return camera_ ? camera_->drive().read(path) : with_path(folder_->read(path), path);
}

Result<void> Place::write(const std::string& path, ByteView bytes) const {
  return camera_ ? camera_->drive().write(path, bytes) : with_path(folder_->write(path, bytes), path);
}

Result<void> Place::remove(const std::string& path) const {
  if (const auto inside = list(path)) {
    for (const Entry& entry : *inside)
      if (auto removed = remove(join_path(path, entry.name)); !removed) return removed;
  }
  return camera_ ? camera_->drive().remove(path) : with_path(folder_->remove(path), path);
}

Result<void> Place::rename(const std::string& from, const std::string& to) const {
  return camera_ ? camera_->drive().rename(from, to) : with_path(folder_->rename(from, to), from);
}

Result<void> Place::make_folder(const std::string& path) const {
  return camera_ ? camera_->drive().make_folder(path) : with_path(folder_->make_folder(path), path);
}

Result<std::vector<SavedFile>> Place::all_files() const {
  std::vector<SavedFile> files;
  if (auto added = add_files("", 0, files); !added) return tl::unexpected(added.error());
  return files;
}

Result<void> Place::add_files(const std::string& folder, int depth, std::vector<SavedFile>& files) const {
  if (depth > kDeepest) return fail("{}: folders are nested too deeply", folder);
  const auto entries = list(folder);
  if (!entries) return tl::unexpected(entries.error());
  for (const Entry& entry : *entries) {
    const std::string path = join_path(folder, entry.name);
    if (entry.is_folder) {
      if (auto added = add_files(path, depth + 1, files); !added) return added;
      continue;
    }
    auto bytes = read(path);
    if (!bytes) return tl::unexpected(bytes.error());
    files.push_back({path, std::move(*bytes)});
  }
  return {};
}

}  // namespace tlscam
