#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `MountedVolume` is a line of /proc/mounts (proc(5), fstab(5)).
struct MountedVolume {
  std::string device;  ///< "/dev/sda"
  std::string folder;  ///< where it is mounted, with its spaces and tabs as they are
  std::string type;    ///< "vfat"
  bool read_only = false;

  /// `is_fat` tests whether it has the file system that cameras have on their drive.
  bool is_fat() const;
};

/// `parse_mounts` reads the text of /proc/mounts. Lines that make no sense are left out.
std::vector<MountedVolume> parse_mounts(std::string_view text);

}  // namespace tlscam
