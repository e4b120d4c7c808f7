#include "sim/lab/command/go_back.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<WentBack> carry_out(SessionState& state, const GoBackCommand& command) {
  constexpr Duration kJustBefore{1};
  if (auto back = state.go_back(command.to - kJustBefore, {}); !back) return tl::unexpected(back.error());
  if (auto begun = state.pace().run_to(StepGoal::message, "", {}); !begun)
    return tl::unexpected(begun.error());
  state.pace().advance(Duration::zero(), {});
  return WentBack{state.opened().beginning()->clock, false};
}

}  // namespace tlscam
