#include "sim/lab/board/native_romfs_wish.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/base/native_descriptor.h"
#include "sim/deploy/native_romfs_folder.h"
#include "sim/deploy/romfs_image.h"
#include "sim/lab/board/native_deploy_files.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

Task<Result<RomfsPlan>> plan_on(BoardConnection& connection, RomfsDeployment::Wish wish,
                                RomfsAccess::Progress progress) {
  RomfsDeployment deployment(connection.files());
  Result<RomfsPlan> plan = co_await deployment.plan(std::move(wish), std::move(progress));
  co_return plan;
}

Task<Result<void>> carry_out_on(BoardConnection& connection, RomfsPlan plan, RomfsAccess::Progress progress) {
  RomfsDeployment deployment(connection.files());
  Result<void> done = co_await deployment.carry_out(std::move(plan), std::move(progress));
  co_return done;
}

/// `name_of` keeps those letters and digits of a board's name that any file may have in its own.
std::string name_of(const BoardFacts& facts) {
  std::string name;
  for (const char c : facts.board.empty() ? facts.machine : facts.board) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_plain && name.size() < 20) name += c;
  }
  return name.empty() ? "board" : name;
}

}  // namespace

Result<std::map<std::string, Bytes>> read_romfs_files(const std::vector<std::string>& paths) {
  std::error_code error;
  if (paths.size() == 1 && fs::is_directory(paths[0], error)) return read_romfs_folder(paths[0]);
  if (paths.size() == 1) {
    const auto image = read_file(paths[0]);
    if (!image) return fail("{} cannot be read: {}", paths[0], image.error().message());
    if (romfs_size(*image)) return files_of_romfs(*image);
  }
  auto files = read_deploy_files(paths);
  if (!files) return tl::unexpected(files.error());
  std::map<std::string, Bytes> named;
  for (DeployFile& file : *files) named[file.target] = std::move(file.contents);
  return named;
}

Result<RomfsPlan> plan_romfs(RealBoard& board, RomfsDeployment::Wish wish, RomfsAccess::Progress progress) {
  return board.converse<RomfsPlan>(
      [&](BoardConnection& connection) { return plan_on(connection, std::move(wish), std::move(progress)); });
}

Result<void> carry_out_romfs(RealBoard& board, RomfsPlan plan, RomfsAccess::Progress progress) {
  return board.converse<void>([&](BoardConnection& connection) {
    return carry_out_on(connection, std::move(plan), std::move(progress));
  });
}

Result<std::string> keep_image(const Bytes& image, const BoardFacts& facts, const std::string& folder) {
  const std::string today =
      to_text(std::chrono::floor<Duration>(std::chrono::system_clock::now())).substr(0, 10);
  for (int copy = 1; copy < 1000; ++copy) {
    const fs::path path = fs::path(folder) / fmt::format("rom-{}-{}{}.romfs", name_of(facts), today,
                                                         copy == 1 ? "" : fmt::format("-{}", copy));
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.is_open() && errno == EEXIST) continue;
    if (!file.is_open()) return fail("{} cannot be made: {}", path.string(), std::strerror(errno));
    if (const auto error = write_file(path, image))
      return fail("{} cannot be written: {}", path.string(), error.message());
    return path.string();
  }
  return fail("there are too many kept images in {}; move them away", folder);
}

}  // namespace tlscam
