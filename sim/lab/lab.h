#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/lab/run_request.h"
#include "sim/lab/snapshot.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// How a run ended.
enum class RunEnd { scripts_ended, time_ran_out, interrupted };

/// The one face of the simulator to user interfaces: it makes a world, lets it run in virtual or real time, takes
/// commands and gives snapshots.
class Lab {
 public:
  struct Options {
    std::string camera_program;      ///< path of tlscam-camera
    std::string workstation_folder;  ///< the learner's files; empty: no workstation
    /// Sees whole lines that scripts (or cameras without a script) print. Without the line end.
    std::function<void(const std::string& camera, Instant when, std::string_view line)> on_line;
    /// Set by a signal handler to end a run; may be null.
    const std::atomic<bool>* interrupted = nullptr;
  };

  static Result<std::unique_ptr<Lab>> open(const Scene& scene, Options options);
  ~Lab();

  /// Lets time pass until every script has ended, the scene's time is up, or it is interrupted; in real time
  /// when the scene says so, otherwise as fast as it goes.
  RunEnd run();

  /// Runs one line of the workstation's shell to its end, and gives its exit code. Meanwhile time passes.
  int run_shell_line(const std::string& line, const Output& output);
  /// Lets real time pass, up to so long, as while a person thinks. The world catches up with it.
  void idle(std::chrono::milliseconds time);

  Snapshot snapshot() const;
  /// Who waits for whom among the scripts that have not ended.
  std::string waits() const;

 private:
  class State;
  explicit Lab(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tlscam
