#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// Reads all files below a folder, for build_romfs(): names as mpremote has them, an empty folder with a
/// slash at its end. Links to files are followed, links to folders refused. Fails for a folder that cannot be
/// read, and for names that are not ASCII, which mpremote does not take.
Result<std::map<std::string, Bytes>> read_romfs_folder(const std::filesystem::path& folder);

/// Writes what an image holds below a folder, which is made when it is not there. A file that is there
/// already is not replaced: the copy fails before anything is written.
Result<void> unpack_romfs(ByteView image, const std::filesystem::path& folder);

}  // namespace tlscam
