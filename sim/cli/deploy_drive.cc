#include "sim/cli/deploy_drive.h"

#include <fmt/format.h>

#include "sim/base/utf8.h"
#include "sim/cli/deploy_preflight.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/lab/board/native_deploy_files.h"
#include "sim/lab/board/native_drive_choice.h"

namespace tlscam {
namespace {

void print_drive_report(const DriveReport& report) {
  for (const std::string& path : report.recovered)
    print("  recovered  {} (a copy had been cut off)\n", printable(path));
  for (const DriveReport::File& file : report.files) {
    const char* change = file.change == DriveChange::added      ? "new"
                         : file.change == DriveChange::replaced ? "changed"
                                                                : "as it is";
    print("  {:<9}  {}{}\n", change, printable(file.path),
          file.backup.empty() ? "" : fmt::format("  (before: {})", printable(file.backup)));
  }
}

int undo_on_drive(const CameraDrive& drive) {
  const auto undone = drive.undo();
  if (!undone) return complain(undone.error().text, kExitScriptFailed);
  for (const std::string& path : *undone) print("  as before  {}\n", printable(path));
  print("{}\n", after_copy_hint(drive));
  return kExitSuccess;
}

}  // namespace

int run_deploy_drive(const DeployRequest& request) {
  if (request.reset || !request.script.empty())
    return complain(
        "a drive can neither be reset nor run a script: deploy over the port for --reset and --run",
        kExitUsage);
  const auto drive = choose_drive(request.drive == "auto" ? "" : request.drive);
  if (!drive) return complain(drive.error().text, kExitUsage);
  print("{}{}\n", drive->root().string(), drive->sign().empty() ? "" : fmt::format(" ({})", drive->sign()));
  if (request.undo) return undo_on_drive(*drive);
  auto files = read_deploy_files(request.files);
  if (!files) return complain(files.error().text, kExitUsage);

  // The camera mounts its drive as /flash. It is not asked: the computer has its drive, and not its REPL.
  BoardFacts facts;
  facts.current_folder = "/flash";
  const auto findings = preflight(facts, place_below("/flash", *files), request.files,
                                  purpose_of(request, DeploymentWay::drive));
  if (const auto passed = pass_preflight(request, findings); !passed)
    return complain(passed.error().text, kExitScriptFailed);

  std::vector<DriveFile> copies;
  copies.reserve(files->size());
  for (DeployFile& file : *files) copies.push_back({std::move(file.target), std::move(file.contents)});
  const auto report = request.dry_run ? drive->plan(copies) : drive->copy(copies);
  if (!report) return complain(report.error().text, kExitScriptFailed);
  print_drive_report(*report);
  print("{}\n", request.dry_run ? "Nothing was changed (--dry-run)." : after_copy_hint(*drive));
  return kExitSuccess;
}

}  // namespace tlscam
