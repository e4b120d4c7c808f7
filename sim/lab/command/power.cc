#include "sim/lab/command/power.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const PowerCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  Camera& camera = **found;
  if (!command.on || camera.state() == CameraState::crashed) camera.power_off();
  if (!command.on) return Nothing{};
  if (auto on = camera.power_on(); !on) return tl::unexpected(on.error());
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const ResetCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if (auto reset = (*found)->reset(); !reset) return tl::unexpected(reset.error());
  return Nothing{};
}

}  // namespace tlscam
