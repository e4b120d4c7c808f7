#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// `RomfsFile` is a row of what an image holds.
struct RomfsFile {
  std::string path;
  bool is_folder = false;
  std::size_t size = 0;  ///< in bytes
};

/// `build_romfs_file` makes an image of what is in a folder and gives its rows.
Result<std::vector<RomfsFile>> build_romfs_file(const std::string& folder, const std::string& image);

/// `show_romfs_file` gives the rows of an image.
Result<std::vector<RomfsFile>> show_romfs_file(const std::string& image);

/// `unpack_romfs_file` writes what an image holds into a folder; nothing there is replaced.
Result<void> unpack_romfs_file(const std::string& image, const std::string& folder);

}  // namespace tlscam
