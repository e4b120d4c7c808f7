#pragma once
#include <string>
#include <utility>

#include "sim/base/result.h"

namespace tlscam {

/// A new folder of this computer that is removed with everything in it at the end.
class TemporaryFolder {
 public:
  /// Makes it inside `below`, which is made if it is not there; "" stands for the computer's folder for
  /// temporary files.
  static Result<TemporaryFolder> create(const std::string& below = "");
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace tlscam
