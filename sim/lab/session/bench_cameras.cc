#include <algorithm>
#include <numeric>

#include "sim/lab/session/bench_state.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kCtrlC = 0x03;

}  // namespace

Result<Camera*> Bench::State::camera(const std::string& name) {
  Camera* found = world().find_camera(name);
  if (!found) return fail("there is no camera named {}", name);
  return found;
}

const ScriptRun* Bench::State::last_script(const Camera& camera) const {
  const ScriptRun* last = nullptr;
  for (const auto& run : lab_->world().scripts()) {
    if (&run->camera() == &camera) last = run.get();
  }
  return last;
}

Result<std::vector<CameraModelShown>> Bench::State::perform(const CameraModelsCommand&) {
  std::vector<CameraModelShown> shown;
  for (const CameraModel& model : camera_models()) {
    const std::size_t heap = std::reduce(model.heap_blocks.begin(), model.heap_blocks.end());
    shown.push_back({std::string(model.id), std::string(model.name), std::string(model.core), model.clock_mhz,
                     heap, model.power_up_clock, model.drive_size});
  }
  return shown;
}

Result<Nothing> Bench::State::perform(const AddCameraCommand& command) {
  SceneCamera wanted;
  wanted.name = command.name;
  wanted.model = command.model;
  wanted.number = command.number;
  const auto added = lab_->add_camera(wanted);
  if (!added) return tl::unexpected(added.error());
  news_ = true;
  ++changes_;
  return Nothing{};
}

std::string Bench::State::kept_because(const std::string& camera) {
  const auto is_it = [&](const SceneCamera& one) { return one.name == camera; };
  if (lesson_ && std::ranges::any_of(lesson_->scene.cameras, is_it))
    return fmt::format("the lesson needs {}; only cameras that you have added can go", camera);
  if (world().cameras().size() == 1)
    return fmt::format("{} is the last camera; one stays on the bench", camera);
  return "";
}

Result<Nothing> Bench::State::perform(const RemoveCameraCommand& command) {
  const auto found = camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if (const std::string why = kept_because(command.camera); !why.empty()) return fail("{}", why);
  if (terminal_->running())
    return fail("'{}' is running on the workstation and may be using {}; end it first", terminal_->command(),
                command.camera);
  drives_.clear();
  lab_->remove_camera(**found);
  news_ = true;
  ++changes_;
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const PowerCommand& command) {
  const auto found = camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  news_ = true;
  ++changes_;
  if (!command.on) {
    (*found)->power_off();
    return Nothing{};
  }
  if ((*found)->state() == CameraState::crashed) (*found)->power_off();
  if (auto on = (*found)->power_on(); !on) return tl::unexpected(on.error());
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const ResetCommand& command) {
  const auto found = camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  news_ = true;
  if (auto reset = (*found)->reset(); !reset) return tl::unexpected(reset.error());
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const TypeCommand& command) {
  const auto found = camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  SerialSession& line = (*found)->serial();
  if (line.closed()) return fail("{}", line.reason());
  const ScriptRun* script = last_script(**found);
  const bool script_runs = script && script->state() == ScriptState::running;
  if (line.in_use() && !script_runs)
    return fail("mpremote uses the serial port of {}; end it in the workstation's terminal first",
                command.camera);
  line.write(command.bytes);
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const RunScriptCommand& command) {
  const auto found = camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->state() != CameraState::running)
    return fail("{} is switched off; switch it on first", command.camera);
  if ((*found)->serial().in_use())
    return fail("a program uses the serial port of {}; stop it first", command.camera);
  world().start_script(**found, {command.name, command.text}, {});
  news_ = true;
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const StopScriptCommand& command) {
  const auto found = camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->serial().closed()) return fail("{}", (*found)->serial().reason());
  const std::uint8_t key[] = {kCtrlC};
  (*found)->serial().write(key);
  return Nothing{};
}

}  // namespace tlscam
