#pragma once
#include <functional>
#include <optional>
#include <string>

#include "sim/base/task.h"
#include "sim/deploy/raw_repl.h"
#include "sim/machine/camera.h"

namespace tlscam {

/// A test script on a camera, given through the raw REPL as MicroPython's test runners give it to a board.
/// Whatever runs the firmware (MachineFactory), this is all that a test sees of it.
class BoardRun {
 public:
  /// Takes the serial line of a running camera, which must outlive this.
  explicit BoardRun(Camera& camera) : camera_(camera), repl_(camera.serial()) {}
  BoardRun(const BoardRun&) = delete;
  BoardRun& operator=(const BoardRun&) = delete;

  struct End {
    Bytes output;       ///< what was not seen by on_output
    std::string error;  ///< the traceback of an uncaught exception
  };
  using OnEnd = std::function<void(Result<End>)>;

  /// Enters a fresh interpreter and runs code there; first, and once.
  void prepare(std::string code, OnEnd on_end);
  /// Runs more code in the same interpreter, when what ran before has ended.
  void exec(std::string code, OnEnd on_end) { run(std::move(code), {}, std::move(on_end)); }
  void run(std::string script, std::function<void(ByteView)> on_output, OnEnd on_end);

  Camera& camera() { return camera_; }

 private:
  Task<void> prepare_task(std::string code, OnEnd on_end);
  Task<void> run_task(std::string script, std::function<void(ByteView)> on_output, OnEnd on_end);

  Camera& camera_;
  RawRepl repl_;
  std::optional<SerialLine::Use> use_;
  std::optional<Task<void>> preparing_, running_;
};

}  // namespace tlscam
