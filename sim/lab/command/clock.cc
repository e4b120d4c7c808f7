#include "sim/lab/command/clock.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const SetClockCommand& command) {
  if (auto checked = check_clock(command.true_time); !checked) return tl::unexpected(checked.error());
  EventQueue& events = state.world().events();
  const Duration moved = command.true_time - events.true_time();
  events.set_true_time(command.true_time);
  for (const auto& camera : state.world().cameras()) camera->shift_clock(moved);
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const SetPaceCommand& command) {
  if (auto set = state.pace().set(command.paused, command.pace); !set) return tl::unexpected(set.error());
  return Nothing{};
}

}  // namespace tlscam
