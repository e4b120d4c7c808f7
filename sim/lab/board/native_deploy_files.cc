#include "sim/lab/board/native_deploy_files.h"

#include <filesystem>

#include "sim/base/file.h"
#include "sim/deploy/board_path.h"

namespace tlscam {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 16u << 20;
constexpr std::size_t kMostFiles = 2000;

bool is_left_out(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name == "__pycache__";
}

class FileReader {
 public:
  Result<void> read_file_as(const fs::path& path, std::string target) {
    if (files_.size() >= kMostFiles)
      return fail("these are more than {} files: is {} the folder that you mean?", kMostFiles, path.string());
    auto contents = read_file(path, kLargestFile);
    if (!contents) return fail("{} cannot be read: {}", path.string(), contents.error().message());
    files_.push_back({std::move(target), std::move(*contents)});
    return {};
  }

  Result<void> read_folder(const fs::path& folder, const std::string& prefix) {
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error)) {
      if (is_left_out(at->path())) {
        at.disable_recursion_pending();
        continue;
      }
      if (!at->is_regular_file(error)) continue;
      const std::string name = prefix + fs::relative(at->path(), folder).generic_string();
      const Result<void> read = read_file_as(at->path(), name);
      if (!read) return read;
    }
    if (error) return fail("{} cannot be read: {}", folder.string(), error.message());
    return {};
  }

  std::vector<DeployFile> take() { return std::move(files_); }

 private:
  std::vector<DeployFile> files_;
};

}  // namespace

Result<std::vector<DeployFile>> read_deploy_files(const std::vector<std::string>& paths) {
  FileReader reader;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error).lexically_normal();
    Result<void> read;
    if (!fs::exists(path, error))
      read = fail("{} is not there", path);
    else if (!fs::is_directory(path, error))
      read = reader.read_file_as(path, whole.filename().string());
    else if (!whole.has_filename())  // "site/"
      read = reader.read_folder(path, "");
    else
      read = reader.read_folder(path, whole.filename().string() + "/");
    if (!read) return tl::unexpected(read.error());
  }
  return reader.take();
}

std::vector<DeployFile> place_below(const std::string& folder, std::vector<DeployFile> files) {
  for (DeployFile& file : files) file.target = join_board_path(folder, file.target);
  return files;
}

}  // namespace tlscam
