#pragma once
#include <functional>
#include <map>
#include <memory>

#include "sim/lab/session/run_log.h"
#include "sim/workstation/command_runner.h"

namespace tlscam {

/// Runs programs by another runner and logs what they did; while a world repeats its past, the programs of
/// the log are not run again, but end as they did.
class RecordingRunner : public CommandRunner {
 public:
  /// The log is borrowed. `now` gives the present moment of the world.
  RecordingRunner(std::unique_ptr<CommandRunner> runner, RunLog& log, std::function<Moment()> now)
      : runner_(std::move(runner)), log_(log), now_(std::move(now)) {}

  Task<Result<int>> run(Invocation invocation, const Folder& folder, Instant date) override;
  bool has_network() const override { return runner_->has_network(); }
  void poll() override { runner_->poll(); }
  bool holds_time() const override { return runner_->holds_time(); }
  int descriptor() const override { return runner_->descriptor(); }
  void wait(std::chrono::milliseconds most) override { runner_->wait(most); }

  /// The programs that are started from now on are those of the past, as long as there are any.
  void repeat(RunLog past) { past_ = std::move(past); }
  /// Ends the programs of the past that ended at this moment or earlier.
  void end_past_programs();

 private:
  class EndOfProgram;

  void note_end(std::size_t program);
  Task<Result<int>> run_again(std::size_t number, Output output, const Folder& folder);

  std::unique_ptr<CommandRunner> runner_;
  RunLog& log_;
  std::function<Moment()> now_;
  RunLog past_;
  std::map<std::size_t, coro::coroutine_handle<>> waiting_;  // by program
};

}  // namespace tlscam
