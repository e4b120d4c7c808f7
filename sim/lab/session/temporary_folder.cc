#include "sim/lab/session/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace tlscam {

Result<TemporaryFolder> TemporaryFolder::create() {
  std::error_code error;
  std::string path = (std::filesystem::temp_directory_path(error) / "tlscam-XXXXXX").string();
  if (error || !mkdtemp(path.data()))
    return fail("cannot make a temporary folder {}: {}; set TMPDIR to one that can be written", path,
                std::strerror(errno));
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::~TemporaryFolder() {
  if (path_.empty()) return;
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace tlscam
