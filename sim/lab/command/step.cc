#include "sim/lab/command/step.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const StepCommand& command) {
  const StepGoal goal = command.unit == StepUnit::frame ? StepGoal::frame : StepGoal::message;
  return carry_out(state, RunToCommand{goal, "", {}});
}

Result<Nothing> carry_out(SessionState& state, const RunToCommand& command) {
  if (auto begun = state.pace().run_to(command.goal, command.name, command.at); !begun)
    return tl::unexpected(begun.error());
  return Nothing{};
}

}  // namespace tlscam
