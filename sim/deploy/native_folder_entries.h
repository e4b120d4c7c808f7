#pragma once
#include <filesystem>
#include <vector>

namespace tlscam {

/// Lists the paths of what lies in a folder, in their order; nothing when it cannot be read.
std::vector<std::filesystem::path> folder_entries(const std::filesystem::path& folder);

}  // namespace tlscam
