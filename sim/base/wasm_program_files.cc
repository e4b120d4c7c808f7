#include "sim/base/program_files.h"

namespace tlscam {

// The page puts what belongs to the program into the root of its own file system: assets/internet is
// /internet.
std::string program_file(std::string_view path) {
  constexpr std::string_view kAssets = "assets/";
  if (path.starts_with(kAssets)) path.remove_prefix(kAssets.size());
  return "/" + std::string(path);
}

}  // namespace tlscam
