#include "sim/lab/command/pins.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const HoldPinCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  std::optional<bool> high;
  if (command.level != PinLevel::none) high = command.level == PinLevel::high;
  if (auto held = (*found)->hold_pin(command.pin, high); !held) return tl::unexpected(held.error());
  return Nothing{};
}

}  // namespace tlscam
