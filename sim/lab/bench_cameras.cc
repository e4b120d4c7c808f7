#include "sim/lab/bench_state.h"

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
  SerialLine& line = (*found)->serial();
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
