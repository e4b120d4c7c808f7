#include "sim/lab/session/native_folder_watch.h"

#include <unistd.h>

#include <filesystem>

#include "sim/lab/session/session_state.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFiles = 4000;
constexpr int kDeepest = 16;

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x100000001b3u;  // FNV-1a, by words
}

// Names, sizes and times of all files. A file that cannot be looked at counts as not there.
std::uint64_t fingerprint_of(const fs::path& root) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  std::error_code error;
  int files = 0;
  fs::recursive_directory_iterator at(root, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && at != end && files < kMostFiles;
       at.increment(error), ++files) {
    const std::string name = at->path().filename().string();
    std::error_code missing;
    const bool is_folder = at->is_directory(missing) && !at->is_symlink(missing);
    if (is_folder && (name.starts_with('.') || at.depth() >= kDeepest)) at.disable_recursion_pending();
    mix(hash, std::hash<std::string>()(at->path().string()));
    if (is_folder) continue;
    mix(hash, at->file_size(missing));
    mix(hash, static_cast<std::uint64_t>(at->last_write_time(missing).time_since_epoch().count()));
  }
  return hash;
}

}  // namespace

std::optional<RealFolder> FolderWatch::look(Session& session) {
  if (!session.now()) return std::nullopt;
  OpenWorld& opened = session.state().opened();
  RealFolder found;
  found.path = opened.folder().root().string();
  found.adopted = opened.home().is_adopted();
  std::error_code error;
  found.there = fs::is_directory(found.path, error);
  found.writable = found.there && access(found.path.c_str(), W_OK) == 0;
  const std::uint64_t fingerprint = found.there ? fingerprint_of(found.path) : 0;
  const bool same_folder = path_ == found.path;
  if (same_folder && fingerprint != fingerprint_) session.state().note_file_change();
  path_ = found.path;
  fingerprint_ = fingerprint;
  return found;
}

}  // namespace tlscam
