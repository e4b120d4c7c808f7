#pragma once
#include <memory>
#include <string>

namespace tlscam {

/// `FolderKeeper` removes a folder with everything in it when this process ends without having done so: when
/// it is killed, or crashes. At its own end it does nothing.
class FolderKeeper {
 public:
  virtual ~FolderKeeper() = default;

  /// Never nullptr. Where the platform has no processes that can be killed, or none to spare, nobody keeps
  /// the folder.
  static std::unique_ptr<FolderKeeper> keep(const std::string& folder);
};

}  // namespace tlscam
