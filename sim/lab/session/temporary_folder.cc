#include "sim/lab/session/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace tlscam {

namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::create(const std::string& below) {
  std::error_code error;
  const fs::path parent = below.empty() ? fs::temp_directory_path(error) : fs::path(below);
  if (!error) fs::create_directories(parent, error);
  std::string path = (parent / "tlscam-XXXXXX").string();
  if (error || !mkdtemp(path.data())) {
    const std::string why = error ? error.message() : std::strerror(errno);
    const std::string_view advice = below.empty() ? "; set TMPDIR to one that can be written" : "";
    return fail("cannot make a temporary folder {}: {}{}", path, why, advice);
  }
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::~TemporaryFolder() {
  if (path_.empty()) return;
  std::error_code error;
  fs::remove_all(path_, error);
}

}  // namespace tlscam
