#include "sim/cli/deploy_each.h"

#include <fmt/format.h>

#include "sim/base/utf8.h"
#include "sim/cli/board_command.h"
#include "sim/cli/deploy_preflight.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/lab/board/native_deploy_files.h"
#include "sim/lab/board/native_fleet_deployment.h"

namespace tlscam {
namespace {

/// One device: its own three files, and those that all get.
Result<void> deploy_to_device(const DeployRequest& request, const FleetRun::Delivery& delivery,
                              std::vector<DeployFile> files) {
  if (interrupt_requested) return fail("it was interrupted before its turn");
  for (DeployFile& file : delivered_files(delivery)) files.push_back(std::move(file));
  const auto board = open_board(delivery.device.port);
  if (!board) return tl::unexpected(board.error());
  const auto facts = (*board)->greet();
  if (!facts) return tl::unexpected(facts.error());
  const auto to = RealBoard::resolve(*facts, request.to);
  if (!to) return tl::unexpected(to.error());
  files = place_below(to->path, std::move(files));

  DeploymentPurpose purpose = purpose_of(request, DeploymentWay::serial);
  purpose.connects_as = delivery.device.hostnames;
  purpose.connects_as.insert(purpose.connects_as.end(), delivery.device.addresses.begin(),
                             delivery.device.addresses.end());
  purpose.others = delivery.others;
  purpose.already_there = files_there(**board, *facts);
  const auto findings = preflight(*facts, files, request.files, std::move(purpose));
  if (const auto passed = pass_preflight(request, findings); !passed) return passed;
  auto plan = (*board)->plan(*facts, std::move(files));
  if (!plan) return tl::unexpected(plan.error());
  if (plan->changes_anything())
    if (const auto done = (*board)->carry_out(std::move(*plan), {}); !done) return done;
  return request.reset ? (*board)->reset() : Result<void>{};
}

}  // namespace

int run_deploy_each(const DeployRequest& request) {
  if (request.ca.empty() || request.ca_key.empty())
    return complain("--each needs your authority: --ca ca.crt --ca-key ca.key", kExitUsage);
  if (request.undo || request.dry_run || !request.script.empty() || !request.port.empty() ||
      !request.drive.empty() || request.to_romfs)
    return complain("--each goes with --to, --reset and the files that all get; its list has the ports",
                    kExitUsage);
  const auto files = read_deploy_files(request.files);
  if (!files) return complain(files.error().text, kExitUsage);
  FleetWish wish;
  wish.list = request.each;
  wish.ca = request.ca;
  wish.ca_key = request.ca_key;
  wish.folder = request.made;
  wish.days = request.days;
  wish.again = request.again;
  wish.renew = request.renew;
  catch_interrupts();
  const auto report = run_fleet(
      wish,
      [&](const FleetRun::Delivery& delivery) {
        print("{} at {}\n", delivery.device.name, printable(delivery.device.port));
        return deploy_to_device(request, delivery, *files);
      },
      [](const std::string& text) { print("{}\n", printable(text)); });
  if (!report) return complain(report.error().text, kExitUsage);
  std::string failed;
  for (const FleetEntry& entry : report->entries)
    if (entry.state == "failed") failed += " " + entry.name;
  print("The report is {0}/report.txt, and as a table {0}/report.csv.\n", fleet_folder(wish));
  if (failed.empty()) return kExitSuccess;
  const int code =
      complain(fmt::format("failed:{}; the same command goes on with them", failed), kExitScriptFailed);
  return interrupt_requested ? interrupted_exit_code() : code;
}

}  // namespace tlscam
