#pragma once
#include <optional>
#include <string>
#include <utility>

#include "sim/base/result.h"
#include "sim/lab/session/temporary_folder.h"

namespace tlscam {

/// The folder of this computer in which a world's workstation has its files. A folder that was made for the
/// world is removed at the end with everything in it; a folder of the learner that was adopted is never
/// emptied or removed.
class WorkstationFolder {
 public:
  /// Makes a new, empty folder inside `below`; see TemporaryFolder.
  static Result<WorkstationFolder> make(const std::string& below);
  /// Adopts a folder, which is made if it is not there.
  static Result<WorkstationFolder> adopt(const std::string& path);

  const std::string& path() const { return made_ ? made_->path() : adopted_; }
  bool is_adopted() const { return !made_; }

 private:
  explicit WorkstationFolder(TemporaryFolder made) : made_(std::move(made)) {}
  explicit WorkstationFolder(std::string adopted) : adopted_(std::move(adopted)) {}

  std::optional<TemporaryFolder> made_;
  std::string adopted_;  // its path
};

}  // namespace tlscam
