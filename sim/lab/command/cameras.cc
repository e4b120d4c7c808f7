#include "sim/lab/command/cameras.h"

#include <numeric>

#include "sim/lab/session/session_state.h"
#include "sim/machine/machine_choice.h"

namespace tlscam {

Result<std::vector<CameraModelShown>> carry_out(SessionState&, const CameraModelsCommand&) {
  std::vector<CameraModelShown> shown;
  for (const CameraModel& model : camera_models()) {
    const std::size_t heap = std::reduce(model.heap_blocks.begin(), model.heap_blocks.end());
    shown.push_back({std::string(model.id), std::string(model.name), std::string(model.core), model.clock_mhz,
                     heap, model.power_up_clock, model.drive_size});
  }
  return shown;
}

Result<Nothing> carry_out(SessionState& state, const AddCameraCommand& command) {
  SceneCamera wanted;
  wanted.name = command.name;
  wanted.model = command.model;
  wanted.number = command.number;
  if (command.machine) {
    const auto machine = choose_machine(*command.machine);
    if (!machine) return tl::unexpected(machine.error());
    wanted.machine = *machine;
  }
  if (const auto added = state.opened().add_camera(wanted); !added) return tl::unexpected(added.error());
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const RemoveCameraCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if (const std::string why = state.kept_because(command.camera); !why.empty()) return fail("{}", why);
  const Terminal& terminal = state.opened().terminal();
  if (terminal.running())
    return fail("'{}' is running on the workstation and may be using {}; end it first", terminal.command(),
                command.camera);
  state.opened().remove_camera(**found);
  return Nothing{};
}

}  // namespace tlscam
