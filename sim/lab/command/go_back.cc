#include "sim/lab/command/go_back.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

namespace {

// Whether a step forward from here stops before what arrives at this instant: messages do, other moments that
// views lead back to (a TCP segment, a lost message) do not.
bool stops_before(SessionState& state, Instant arrival) {
  OpenWorld& opened = state.opened();
  Stepper& stepper = opened.stepper();
  stepper.begin(StepGoal::message, "", opened.now());
  const auto next = stepper.next(opened.ladder().conversations(),
                                 [&](const Endpoint& endpoint) { return opened.node_of(endpoint); });
  stepper.cancel();
  return next && next->arrives == arrival;
}

}  // namespace

Result<WentBack> carry_out(SessionState& state, const GoBackCommand& command) {
  constexpr Duration kJustBefore{1};
  const auto way = state.go_back({command.to - kJustBefore, std::nullopt});
  if (!way) return tl::unexpected(way.error());
  if (way->before_program || !stops_before(state, command.to)) {
    if (auto paused = state.pace().set(true, state.pace().pace()); !paused)
      return tl::unexpected(paused.error());
  } else if (auto begun = state.pace().run_to(StepGoal::message, "", {}); !begun) {
    return tl::unexpected(begun.error());
  }
  state.pace().advance(Duration::zero(), {});
  return WentBack{way->from.at, way->before_program};
}

}  // namespace tlscam
