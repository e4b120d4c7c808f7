#include "sim/cli/deploy_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "sim/base/file.h"
#include "sim/base/utf8.h"
#include "sim/cli/board_command.h"
#include "sim/cli/deploy_drive.h"
#include "sim/cli/deploy_each.h"
#include "sim/cli/deploy_preflight.h"
#include "sim/cli/deploy_romfs.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/guarded_output.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/lab/board/board_report.h"
#include "sim/lab/board/native_deploy_files.h"

namespace tlscam {
namespace {

int complain_failure(const Error& error) {
  const int code = complain(error.text, kExitScriptFailed);
  return interrupt_requested ? interrupted_exit_code() : code;
}

void print_plan(const DeploymentPlan& plan) {
  for (const DeploymentPlan::File& file : plan.files) {
    const char* change = file.change == FileChange::added      ? "new"
                         : file.change == FileChange::replaced ? "changed"
                                                               : "as it is";
    print("  {:<9} {:>8} bytes  {}{}\n", change, file.file.contents.size(), printable(file.file.target),
          file.is_staged && file.change != FileChange::unchanged ? "  (sent before)" : "");
  }
}

// Draws one line that is drawn over, where somebody looks at it.
void draw_progress(const DeployProgress& at) {
  if (isatty(STDERR_FILENO) == 0 || at.total == 0) return;
  std::fprintf(stderr, "\r  %3u%%  %.60s\033[K", static_cast<unsigned>(at.done * 100 / at.total),
               printable(at.target).c_str());
  if (at.done >= at.total) std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
}

bool starts_at_power_up(const DeploymentPlan& plan) {
  return std::any_of(plan.files.begin(), plan.files.end(), [](const DeploymentPlan::File& file) {
    return file.change != FileChange::unchanged &&
           (file.file.target.ends_with("/main.py") || file.file.target.ends_with("/boot.py"));
  });
}

/// `DeployRun` is one run of the command, on a board that has been greeted.
class DeployRun {
 public:
  DeployRun(const DeployRequest& request, RealBoard& board, BoardFacts facts)
      : request_(request), board_(board), facts_(std::move(facts)) {}

  int go(std::vector<DeployFile> files, const std::string& script) {
    int code = kExitSuccess;
    if (request_.undo)
      code = undo();
    else if (!files.empty())
      code = deploy(std::move(files));
    if (code != kExitSuccess || request_.dry_run) return code;
    if (request_.reset) code = reset();
    if (code == kExitSuccess && !request_.script.empty()) code = run(script);
    return code;
  }

 private:
  int deploy(std::vector<DeployFile> files) {
    const auto to = RealBoard::resolve(facts_, request_.to);
    if (!to) return complain(to.error().text, kExitUsage);
    files = place_below(to->path, std::move(files));
    DeploymentPurpose purpose = purpose_of(request_, DeploymentWay::serial);
    purpose.already_there = files_there(board_, facts_);
    const auto findings = preflight(facts_, files, request_.files, std::move(purpose));
    if (const auto passed = pass_preflight(request_, findings); !passed)
      return complain_failure(passed.error());
    auto plan = board_.plan(facts_, std::move(files));
    if (!plan) return complain_failure(plan.error());
    print_plan(*plan);
    if (request_.dry_run) {
      print("Nothing was changed (--dry-run).\n");
      return kExitSuccess;
    }
    if (!plan->changes_anything()) {
      print("Everything is there already.\n");
      return kExitSuccess;
    }
    const bool at_power_up = starts_at_power_up(*plan);
    const Result<void> done = board_.carry_out(std::move(*plan), draw_progress);
    if (!done) return complain_failure(done.error());
    print("Deployed, and checked on the board. 'tlscam deploy --undo' puts back what was there before.\n");
    if (at_power_up && !request_.reset)
      print("main.py runs only after a reset: press the button, or deploy with --reset.\n");
    return kExitSuccess;
  }

  int undo() {
    const auto to = RealBoard::resolve(facts_, request_.to);
    if (!to) return complain(to.error().text, kExitUsage);
    const auto undone = board_.undo(to->place);
    if (!undone) return complain_failure(undone.error());
    for (const std::string& target : *undone) print("  as before  {}\n", printable(target));
    return kExitSuccess;
  }

  int reset() {
    const Result<void> done = board_.reset();
    if (!done) return complain_failure(done.error());
    print("The board was reset and is back at {}.\n", board_.port());
    return kExitSuccess;
  }

  int run(const std::string& script) {
    if (request_.reset) {
      const auto facts = board_.greet();
      if (!facts) return complain_failure(facts.error());
    }
    GuardedOutput output;
    const auto ended = board_.run(script, [&output](ByteView bytes) { output.print(bytes); });
    if (!ended) return complain_failure(ended.error());
    if (ended->empty()) return kExitSuccess;
    output.print(as_bytes(*ended));
    return interrupt_requested ? interrupted_exit_code() : kExitScriptFailed;
  }

  const DeployRequest& request_;
  RealBoard& board_;
  BoardFacts facts_;
};

}  // namespace

void add_deploy_options(CLI::App& command, DeployRequest& request) {
  command.add_option("files", request.files,
                     "Files and folders; a folder with a slash at its end: only what is in it");
  command.add_option("--port,-p", request.port, "The board's port (default: that of the only board)");
  command.add_option("--to", request.to, "A folder of the board (default: /flash)");
  command.add_flag("--dry-run", request.dry_run, "Only say what would change on the board");
  command.add_option("--run", request.script, "Run this script of the computer on the board afterwards");
  command.add_flag("--reset", request.reset, "Start the board again afterwards: main.py runs");
  command.add_flag("--undo", request.undo, "Put back what was there before the last deployment");
  command.add_option("--name", request.names, "A name or address by which others connect to the board")
      ->allow_extra_args(false);
  command.add_flag("--no-preflight", request.no_preflight,
                   "Write also when the pre-flight has found what cannot work");

  CLI::Option* drive = command.add_option(
      "--drive", request.drive,
      "Copy onto the camera's USB drive that is mounted there; 'auto': the only one that is");
  CLI::Option* romfs =
      command.add_flag("--romfs", request.to_romfs, "Replace the image in /rom by one of these files")
          ->excludes(drive);
  command.add_flag("--merge", request.merge, "Keep what the old image has and the files do not")
      ->needs(romfs);
  command.add_option("--partition", request.partition, "The ROMFS partition (default: 0)")->needs(romfs);

  CLI::Option* each = command.add_option(
      "--each", request.each,
      "A list of devices (name,port,hostname,address): each gets a key and certificate of its own");
  command.add_option("--ca", request.ca, "The certificate of your authority")->needs(each);
  command.add_option("--ca-key", request.ca_key, "Its key, which stays here")->needs(each);
  command.add_option("--days", request.days, "How long the certificates are valid (default: 365)")
      ->needs(each)
      ->check(CLI::Range(1, 36500));
  command
      .add_option("--made", request.made, "The folder for keys, certificates and report (default: LIST-made)")
      ->needs(each);
  command.add_flag("--again", request.again, "Deploy also to devices that have theirs already")->needs(each);
  command.add_flag("--renew", request.renew, "Give all devices new keys and certificates")->needs(each);
}

int run_deploy(const DeployRequest& request) {
  if (!request.each.empty()) return run_deploy_each(request);
  if (request.files.empty() && !request.undo && !request.reset && request.script.empty())
    return complain("name the files and folders that are to go to the board (see tlscam deploy --help)",
                    kExitUsage);
  if (request.undo && !request.files.empty())
    return complain("--undo puts back all files of the last deployment: name none with it", kExitUsage);
  if (!request.drive.empty()) return run_deploy_drive(request);
  if (request.to_romfs) return run_deploy_romfs(request);
  auto files = read_deploy_files(request.files);
  if (!files) return complain(files.error().text, kExitUsage);
  std::string script;
  if (!request.script.empty()) {
    const auto read = read_file(request.script);
    if (!read)
      return complain(fmt::format("{} cannot be read: {}", request.script, read.error().message()),
                      kExitUsage);
    script = as_text(*read);
  }

  const auto board = open_board(request.port);
  if (!board) return complain(board.error().text, kExitUsage);
  const auto facts = (*board)->greet();
  if (!facts) return complain_failure(facts.error());
  print("{}: {}\n", (*board)->port(), board_title(*facts));
  for (const std::string& target : (*board)->recovered())
    print("  finished  {} (its deployment had been interrupted)\n", printable(target));
  for (const std::string& path : (*board)->kept())
    print("  kept      {} (somebody had written it meanwhile)\n", printable(path));
  return DeployRun(request, **board, *facts).go(std::move(*files), script);
}

}  // namespace tlscam
