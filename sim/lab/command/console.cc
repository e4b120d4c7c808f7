#include "sim/lab/command/console.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kCtrlC = 0x03;

}  // namespace

Result<Nothing> carry_out(SessionState& state, const TypeCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  SerialSession& line = (*found)->serial();
  if (line.closed()) return fail("{}", line.reason());
  const ScriptRun* script = state.opened().last_script(**found);
  const bool script_runs = script && script->state() == ScriptState::running;
  if (line.in_use() && !script_runs)
    return fail("mpremote uses the serial port of {}; end it in the workstation's terminal first",
                command.camera);
  line.write(command.bytes);
  if (auto& mystery = state.opened().mystery_run()) mystery->typed(command.camera, as_text(command.bytes));
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const RunScriptCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->state() != CameraState::running)
    return fail("{} is switched off; switch it on first", command.camera);
  if ((*found)->serial().in_use())
    return fail("a program uses the serial port of {}; stop it first", command.camera);
  state.world().start_script(**found, {command.name, command.text}, {});
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const StopScriptCommand& command) {
  const auto found = state.camera(command.camera);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->serial().closed()) return fail("{}", (*found)->serial().reason());
  const std::uint8_t key[] = {kCtrlC};
  (*found)->serial().write(key);
  return Nothing{};
}

}  // namespace tlscam
