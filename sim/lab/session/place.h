#pragma once
#include <string>
#include <vector>

#include "sim/lab/protocol/saved_world.h"
#include "sim/lab/session/open_world.h"

namespace tlscam {

/// A place where files are, by the name that commands use: "" is the workstation, other names are the drives
/// of cameras. Errors say the path and the reason.
class Place {
 public:
  static Result<Place> find(OpenWorld& opened, const std::string& name);

  struct Entry {
    std::string name;
    bool is_folder = false;
    std::uint64_t size = 0;  ///< bytes
  };
  Result<std::vector<Entry>> list(const std::string& path) const;
  Result<Bytes> read(const std::string& path) const;
  Result<void> write(const std::string& path, ByteView bytes) const;
  /// Removes a file, or a folder with everything in it.
  Result<void> remove(const std::string& path) const;
  Result<void> rename(const std::string& from, const std::string& to) const;
  Result<void> make_folder(const std::string& path) const;
  /// All files with their paths, also those in folders.
  Result<std::vector<SavedFile>> all_files() const;

 private:
  Place(const Folder& folder, Camera* camera) : folder_(&folder), camera_(camera) {}
  Result<void> add_files(const std::string& folder, int depth, std::vector<SavedFile>& files) const;

  const Folder* folder_;
  Camera* camera_;  // none: the workstation
};

}  // namespace tlscam
