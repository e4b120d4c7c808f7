#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/base/task.h"
#include "sim/deploy/raw_repl.h"
#include "sim/machine/camera.h"

namespace tlscam {

/// `BoardRun` is a test script on a camera, sent through the raw REPL as MicroPython's test runners send it
/// to a board. Whatever runs the firmware (MachineFactory), a test sees nothing else of it.
class BoardRun {
 public:
  /// The constructor takes a running camera, which must outlive this object.
  explicit BoardRun(Camera& camera) : camera_(camera) {}
  BoardRun(const BoardRun&) = delete;
  BoardRun& operator=(const BoardRun&) = delete;

  struct End {
    Bytes output;       ///< output that did not go to on_output
    std::string error;  ///< the traceback of an uncaught exception
  };
  using OnEnd = std::function<void(Result<End>)>;

  /// `prepare` enters a fresh interpreter and runs code there; call it first, and once.
  void prepare(std::string code, OnEnd on_end);
  /// `exec` runs more code in the same interpreter, once the code before has ended.
  void exec(std::string code, OnEnd on_end) { run(std::move(code), {}, std::move(on_end)); }
  void run(std::string script, std::function<void(ByteView)> on_output, OnEnd on_end);

  Camera& camera() { return camera_; }

 private:
  Task<void> prepare_task(std::string code, OnEnd on_end);
  Task<void> run_task(std::string script, std::function<void(ByteView)> on_output, OnEnd on_end);

  Camera& camera_;
  std::unique_ptr<SerialSession::Use> use_;
  std::optional<RawRepl> repl_;
  std::optional<Task<void>> preparing_, running_;
};

}  // namespace tlscam
