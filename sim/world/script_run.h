#pragma once
#include <functional>
#include <optional>
#include <string>

#include "sim/base/task.h"
#include "sim/machine/camera.h"
#include "sim/scene/scene.h"
#include "sim/time/event_queue.h"

namespace tlscam {

/// How a script ended, or that it has not.
enum class ScriptState {
  running,
  finished,  ///< without an uncaught exception
  raised,    ///< with one; the traceback went to the console
  lost,      ///< the camera crashed, was reset or switched off, or did not answer
};

/// One script on one camera, started as `mpremote run` does: a soft reset into the raw REPL, then the script.
class ScriptRun {
 public:
  /// Sees the camera's output as it comes.
  using Console = std::function<void(ByteView)>;

  /// The camera, the clock and what the console needs must outlive it.
  ScriptRun(Camera& camera, const EventQueue& clock, SceneScript script, std::vector<std::string> args,
            Console console);

  Camera& camera() { return camera_; }
  const std::string& file_name() const { return file_name_; }
  ScriptState state() const { return state_; }
  /// raised: the traceback; lost: why.
  const std::string& error() const { return error_; }
  /// `ended` is when the script ended, in virtual time; nothing while it runs.
  std::optional<Instant> ended() const { return ended_; }

 private:
  Task<void> run(SceneScript script, std::vector<std::string> args);
  void lose(std::string why);
  void end(ScriptState state, std::string error);

  Camera& camera_;
  const EventQueue& clock_;
  std::string file_name_;
  Console console_;
  ScriptState state_ = ScriptState::running;
  std::string error_;
  std::optional<Instant> ended_;
  std::optional<Task<void>> task_;
};

}  // namespace tlscam
