#include "sim/lab/board/board_view.h"

#include <chrono>

#include "sim/base/utf8.h"
#include "sim/deploy/board_path.h"
#include "sim/deploy/firmware_facts.h"
#include "sim/lab/board/board_report.h"

namespace tlscam {

namespace {

/// A board may say any number; a clock beyond these years is not a clock.
constexpr std::int64_t kFirstClock = 0, kLastClock = 253'402'300'799;  // 1970 to 9999

BoardFindingLevel level_of(Severity severity) {
  switch (severity) {
    case Severity::stops:
      return BoardFindingLevel::stops;
    case Severity::warns:
      return BoardFindingLevel::warns;
    case Severity::notes:
      return BoardFindingLevel::notes;
  }
  return BoardFindingLevel::notes;
}

BoardChange change_of(FileChange change) {
  switch (change) {
    case FileChange::unchanged:
      return BoardChange::unchanged;
    case FileChange::added:
      return BoardChange::added;
    case FileChange::replaced:
      return BoardChange::replaced;
  }
  return BoardChange::unchanged;
}

}  // namespace

std::optional<Instant> board_clock(const BoardFacts& facts) {
  if (!facts.clock || *facts.clock < kFirstClock || *facts.clock > kLastClock) return std::nullopt;
  return Instant(std::chrono::seconds(*facts.clock));
}

BoardView view_of_board(const BoardFacts& facts, Instant asked_at) {
  BoardView view;
  view.title = board_title(facts);
  view.clock = board_clock(facts);
  view.asked_at = asked_at;
  view.heap_free = facts.heap_free.value_or(0);
  view.folder = default_place(facts).value_or("");
  for (const BoardPlace& place : facts.places)
    view.places.push_back({printable(place.path), place.writable, place.size, place.free});
  for (const FirmwareLack& lack : firmware_lacks(facts)) view.lacks.push_back({lack.what, lack.then});
  view.update = how_to_update(facts);
  return view;
}

std::vector<BoardFindingView> view_of_findings(const std::vector<Finding>& findings) {
  std::vector<BoardFindingView> views;
  views.reserve(findings.size());
  for (const Finding& finding : findings)
    views.push_back({level_of(finding.severity), printable(finding.what), printable(finding.why),
                     printable(finding.mend), printable(finding.file), printable(finding.command)});
  return views;
}

std::vector<BoardChangeView> view_of_changes(const DeploymentPlan& plan) {
  std::vector<BoardChangeView> views;
  views.reserve(plan.files.size());
  for (const DeploymentPlan::File& file : plan.files)
    views.push_back(
        {printable(file.file.target), change_of(file.change), std::uint64_t{file.file.contents.size()}});
  return views;
}

}  // namespace tlscam
