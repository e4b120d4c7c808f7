#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "sim/lab/session/session.h"

namespace tlscam {

/// `RealFolder` is the folder of this computer that has the workstation's files.
struct RealFolder {
  std::string path;
  bool adopted = false;  ///< it is the learner's; else it was made for the world
  bool there = true;
  bool writable = true;
};

/// `FolderWatch` notices what others do in the workstation's folder: an editor, a file manager.
class FolderWatch {
 public:
  /// Looks at the folder, and tells the session when files have changed. Nothing while there is no world. It
  /// looks at some thousand files at most, and not into folders whose names begin with a dot.
  std::optional<RealFolder> look(Session& session);

 private:
  std::string path_;
  std::uint64_t fingerprint_ = 0;
};

}  // namespace tlscam
