#include "sim/cli/program_path.h"

#include <filesystem>

namespace tlscam {

std::string camera_program() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (self.parent_path() / "tlscam-camera").string();
}

}  // namespace tlscam
