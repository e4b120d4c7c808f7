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
  ByteView contents;  ///< of a file; a part of the image
};

/// The image of the files, byte for byte as `mpremote romfs build` makes it; folders come from the slashes in
/// the paths, and a path that ends in a slash is an empty folder. Fails for a path with an empty part, or
/// when one path is both a file and a folder.
Result<Bytes> build_romfs(const std::map<std::string, Bytes>& files);

/// Lists what an image holds, folders before their contents; the image is borrowed. It may be followed by
/// other bytes, as it is in a partition. Fails for anything that is not a well-formed image.
Result<std::vector<RomfsEntry>> list_romfs(ByteView image);

/// `files_of_romfs` gives everything in an image, in the form that build_romfs() takes. Fails as list_romfs()
/// does, and when a name in the image is not one that a file could have, or is there twice.
Result<std::map<std::string, Bytes>> files_of_romfs(ByteView image);

}  // namespace tlscam
