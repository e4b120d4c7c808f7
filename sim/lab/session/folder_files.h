#pragma once
#include <map>
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/workstation/folder.h"

namespace tlscam {

/// Reads all files of a folder by their paths, also those in folders. Nothing when they are more than `most`
/// bytes, or one cannot be read.
std::optional<std::map<std::string, Bytes>> read_all_files(const Folder& folder, std::size_t most);

}  // namespace tlscam
