#include <filesystem>

#include "sim/base/program_files.h"

namespace tlscam {
namespace {

std::filesystem::path find_root() {
  std::error_code error;
  // Installed programs lie in PREFIX/lib/tlscam/bin.
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto installed = self.parent_path().parent_path().parent_path().parent_path() / "share" / "tlscam";
  return std::filesystem::exists(installed / "lessons", error) ? installed
                                                               : std::filesystem::path(TLSCAM_SOURCE_ROOT);
}

}  // namespace

std::string program_file(std::string_view path) {
  static const std::filesystem::path root = find_root();
  return (root / path).string();
}

}  // namespace tlscam
