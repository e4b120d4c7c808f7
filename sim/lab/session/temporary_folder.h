#pragma once
#include <memory>
#include <string>
#include <utility>

#include "sim/base/result.h"
#include "sim/lab/session/folder_keeper.h"

namespace tlscam {

/// A new folder of this computer that is removed with everything in it at the end, also when the process is
/// killed.
class TemporaryFolder {
 public:
  /// Makes it inside `below`, which is made if it is not there; "" stands for the computer's folder for
  /// temporary files.
  static Result<TemporaryFolder> create(const std::string& below = "");
  TemporaryFolder(TemporaryFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), keeper_(std::move(other.keeper_)) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)), keeper_(FolderKeeper::keep(path_)) {}

  std::string path_;
  std::unique_ptr<FolderKeeper> keeper_;
};

}  // namespace tlscam
