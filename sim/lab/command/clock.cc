#include "sim/lab/command/clock.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const SetClockCommand& command) {
  constexpr Instant kFirst{std::chrono::seconds{1'356'998'400}};  // 2013-01-01
  // The 32-bit clocks of openssl and of many other programs end here.
  constexpr Instant kLast{std::chrono::seconds{2'147'483'647}};
  if (command.true_time < kFirst || command.true_time > kLast)
    return fail("the world's clock goes from 2013-01-01 to 2038-01-19, where 32-bit clocks end");
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
