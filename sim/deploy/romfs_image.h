#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// A read-only file system for the camera's /rom: records inside records, as described at the top of
/// MicroPython's extmod/vfs_rom.c.
struct RomfsEntry {
  std::string path;  ///< "lib/tool.py"
  bool is_folder = false;
  std::size_t size = 0;
};

/// The image of the files; folders come from the slashes in the paths. Fails for a path with an empty part,
/// or when one path is both a file and a folder.
Result<Bytes> build_romfs(const std::map<std::string, Bytes>& files);

/// Lists what an image holds, folders before their contents. The image may be followed by other bytes, as it
/// is in a partition. Fails for anything that is not a well-formed image.
Result<std::vector<RomfsEntry>> list_romfs(ByteView image);

}  // namespace tlscam
