#include "sim/cli/deploy_romfs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "sim/base/utf8.h"
#include "sim/cli/board_command.h"
#include "sim/cli/deploy_preflight.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/lab/board/board_report.h"
#include "sim/lab/board/native_romfs_wish.h"

namespace tlscam {
namespace {

RomfsAccess::Progress romfs_progress(const char* what) {
  return [what](std::int64_t offset, std::int64_t total) {
    if (isatty(STDERR_FILENO) == 0 || total == 0) return;
    std::fprintf(stderr, "\r  %s %3u%%\033[K", what, static_cast<unsigned>(offset * 100 / total));
    std::fflush(stderr);
  };
}

void end_romfs_progress() {
  if (isatty(STDERR_FILENO) != 0) std::fputs("\r\033[K", stderr);
}

std::vector<Finding> examine_romfs(const DeployRequest& request, RealBoard& board, const BoardFacts& facts,
                                   const std::map<std::string, Bytes>& files) {
  std::vector<DeployFile> planned;
  for (const auto& [path, contents] : files)
    if (!path.ends_with('/')) planned.push_back({"/rom/" + path, contents});
  DeploymentPurpose purpose = purpose_of(request, DeploymentWay::romfs);
  purpose.already_there = files_there(board, facts);
  return preflight(facts, planned, request.files, std::move(purpose));
}

}  // namespace

int run_deploy_romfs(const DeployRequest& request) {
  if (request.undo)
    return complain("--undo does not reach /rom: write the kept image back, with --romfs IMAGE", kExitUsage);
  if (request.files.empty())
    return complain("name a folder, an image or files that are to go into /rom", kExitUsage);
  auto files = read_romfs_files(request.files);
  if (!files) return complain(files.error().text, kExitUsage);
  const auto board = open_board(request.port);
  if (!board) return complain(board.error().text, kExitUsage);
  const auto facts = (*board)->greet();
  if (!facts) return complain(facts.error().text, kExitScriptFailed);
  print("{}: {}\n", (*board)->port(), board_title(*facts));
  if (const auto passed = pass_preflight(request, examine_romfs(request, **board, *facts, *files)); !passed)
    return complain(passed.error().text, kExitScriptFailed);

  auto plan = plan_romfs(**board, {std::move(*files), request.merge, request.partition},
                         romfs_progress("reading /rom"));
  end_romfs_progress();
  if (!plan) return complain(plan.error().text, kExitScriptFailed);
  for (const std::string& path : plan->replaced) print("  changed    /rom/{}\n", printable(path));
  for (const std::string& path : plan->lost) print("  gone then  /rom/{}\n", printable(path));
  print("The new image has {} of {} bytes; the old one has {}.\n", plan->new_image.size(),
        plan->partition.size, plan->old_image.size());
  if (request.dry_run) {
    print("Nothing was changed (--dry-run).\n");
    return kExitSuccess;
  }
  if (plan->new_image == plan->old_image) {
    print("Everything is there already.\n");
    return kExitSuccess;
  }
  if (!plan->old_image.empty()) {
    const auto kept = keep_image(plan->old_image, *facts, ".");
    if (!kept) return complain(kept.error().text, kExitScriptFailed);
    print("The old image is kept in {}.\n", *kept);
  }
  const Result<void> done = carry_out_romfs(**board, std::move(*plan), romfs_progress("writing /rom"));
  end_romfs_progress();
  if (!done) return complain(done.error().text, kExitScriptFailed);
  print("Written, and read back from the board.{}\n",
        request.reset ? "" : " It is in /rom after the next reset.");
  if (!request.reset) return kExitSuccess;
  if (const Result<void> reset = (*board)->reset(); !reset)
    return complain(reset.error().text, kExitScriptFailed);
  print("The board was reset and is back at {}.\n", (*board)->port());
  return kExitSuccess;
}

}  // namespace tlscam
