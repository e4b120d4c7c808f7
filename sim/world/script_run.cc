#include "sim/world/script_run.h"

#include "sim/deploy/python_literal.h"
#include "sim/deploy/raw_repl.h"

namespace tlscam {

ScriptRun::ScriptRun(Camera& camera, const EventQueue& clock, SceneScript script,
                     std::vector<std::string> args, Console console)
    : camera_(camera), clock_(clock), file_name_(script.file_name), console_(std::move(console)) {
  task_.emplace(run(std::move(script), std::move(args)));
  task_->start();
}

void ScriptRun::end(ScriptState state, std::string error) {
  state_ = state;
  error_ = std::move(error);
  ended_ = clock_.now();
}

void ScriptRun::lose(std::string why) {
  end(ScriptState::lost, std::move(why));
}

Task<void> ScriptRun::run(SceneScript script, std::vector<std::string> args) {
  const auto use = camera_.serial().use();
  if (!use) co_return lose("another program uses the serial port of " + camera_.name());
  RawRepl repl(*use);
  if (auto entered = co_await repl.enter(true); !entered) co_return lose(entered.error().text);
  if (!args.empty()) {
    // The list itself, since MicroPython does not let a module's attribute be replaced.
    std::string code = "import sys\nsys.argv[:] = [" + python_string(script.file_name);
    for (const std::string& arg : args) code += ", " + python_string(arg);
    const auto set = co_await repl.exec(code + "]\n", {});
    if (!set) co_return lose(set.error().text);
    if (!set->error.empty()) co_return lose(std::string(as_text(set->error)));
  }
  camera_.note_program({script.file_name, script.text});
  FollowOptions options;
  options.silence = kForever;
  options.on_output = console_;
  auto result = co_await repl.exec(std::move(script.text), std::move(options));
  if (!result) co_return lose(result.error().text);
  end(result->error.empty() ? ScriptState::finished : ScriptState::raised,
      std::string(as_text(result->error)));
  if (!result->error.empty()) console_(result->error);
  repl.leave();
}

}  // namespace tlscam
