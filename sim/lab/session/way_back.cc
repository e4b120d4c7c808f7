#include "sim/lab/session/way_back.h"

#include <algorithm>

namespace tlscam {
namespace {

bool can_be_repeated(const LoggedProgram& program) {
  return program.ended && program.obstacle.empty();
}

// A moment comes back to the same number of events, which says more than its time.
BackTo right_before(const Moment& moment) {
  return {moment.at, moment.events};
}

std::size_t started_before(const RunLog& log, const BackTo& to) {
  const auto is_later = [&](const LoggedProgram& program) { return !to.is_after(program.started); };
  return static_cast<std::size_t>(std::find_if(log.programs.begin(), log.programs.end(), is_later) -
                                  log.programs.begin());
}

// How many of the first programs have to be in the copy that the way begins at, since they cannot be
// repeated.
std::size_t programs_needed(const RunLog& log, std::size_t programs) {
  while (programs > 0 && can_be_repeated(log.programs[programs - 1])) --programs;
  return programs;
}

// What came from outside at the very moment may be in the copy.
bool begins_before(const Moment& moment, const BackTo& to) {
  return to.events ? moment.events <= *to.events : moment.at < to.at;
}

}  // namespace

Result<WayBack> find_way_back(const RunLog& log, BackTo to, std::optional<Instant> beginning,
                              const std::vector<CopyLabel>& copies) {
  if (!log.obstacle.empty()) return fail("{}", log.obstacle);
  WayBack way{std::nullopt, {}, to, false};
  std::size_t programs = started_before(log, to);
  for (std::size_t i = 0; i < programs; ++i) {
    const LoggedProgram& program = log.programs[i];
    if (can_be_repeated(program) || (program.ended && to.is_after(*program.ended))) continue;
    way.to = right_before(program.started);
    way.before_program = true;
    programs = i;
  }
  const std::size_t needed = programs_needed(log, programs);
  for (std::size_t i = copies.size(); i > 0; --i) {
    const CopyLabel& copy = copies[i - 1];
    if (!begins_before(copy.moment, way.to) || copy.programs < needed || copy.programs > programs) continue;
    way.copy = i - 1;
    way.from = copy.moment;
    return way;
  }
  if (needed > 0) return fail("{}", log.programs[needed - 1].obstacle);
  if (!beginning) return fail("the workstation's folder holds too much for the world to be repeated");
  if (way.to.at < *beginning) return fail("the world begins at {}", to_text(*beginning));
  way.from = {*beginning, 0};
  return way;
}

}  // namespace tlscam
