#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/deploy/romfs_partition.h"

namespace tlscam {

/// `RomfsPlan` is what a deployment to /rom is to do.
struct RomfsPlan {
  Bytes old_image;  ///< as it lies on the board; empty: none does
  Bytes new_image;
  RomfsPartition partition;
  std::vector<std::string> replaced;  ///< files that are in both, with another content
  std::vector<std::string> lost;      ///< files of the old image that the new one does not have
};

/// `RomfsDeployment` replaces the image in /rom of a board. Everything that lies there is replaced, also the
/// maker's models: plan() therefore reads the old image first, and whoever carries the plan out keeps it.
class RomfsDeployment {
 public:
  explicit RomfsDeployment(RemoteFiles& files) : access_(files) {}

  struct Wish {
    std::map<std::string, Bytes> files;  ///< as for build_romfs()
    bool merge = false;                  ///< keep what the old image has and the files do not
    int partition = 0;
  };
  /// Reads what is there and makes the image; nothing changes. Fails when the firmware has no ROMFS, when
  /// there is no such partition, when the old image is damaged and is to be merged, or when the new one does
  /// not fit.
  Task<Result<RomfsPlan>> plan(Wish wish, RomfsAccess::Progress progress);

  /// Writes the new image and reads it back. After a failure the partition may hold anything; the message
  /// says so.
  Task<Result<void>> carry_out(RomfsPlan plan, RomfsAccess::Progress progress);

 private:
  RomfsAccess access_;
};

}  // namespace tlscam
