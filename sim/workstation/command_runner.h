#pragma once
#include <chrono>

#include "sim/base/result.h"
#include "sim/base/task.h"
#include "sim/time/instant.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// Runs genuine programs: as processes of this machine (NativeRunner) or, in the page, as WebAssembly.
class CommandRunner {
 public:
  virtual ~CommandRunner() = default;
  /// Runs `invocation.words[0]` in the folder, at the given date, and gives its exit code. When the output is
  /// a terminal both streams of the program come to `out` in their order. Fails when the program cannot be
  /// run at all. Destroying the task ends the program.
  virtual Task<Result<int>> run(Invocation invocation, const Folder& folder, Instant date) = 0;
  /// Whether the programs are on the world's network.
  virtual bool has_network() const { return false; }

  // Programs run beside the world, and whoever lets time pass looks after them as well. A runner whose
  // programs are run by the event queue, or that are woken by somebody else, needs none of this.

  /// Takes what programs have said and asked, and lets go on who has waited for that. Never waits. Not to be
  /// called from inside an event of the world.
  virtual void poll() {}
  /// Whether virtual time has to stand still now, because a program computes. It may change in any event of
  /// the world, and then no further event may happen before poll().
  virtual bool holds_time() const { return false; }
  /// For poll(2) and its like: it can be read when poll() has something to do. -1: there is nothing to wait
  /// on.
  virtual int descriptor() const { return -1; }
  /// Waits in real time, at most so long, for poll() to have something to do. For callers that show nothing
  /// meanwhile.
  virtual void wait(std::chrono::milliseconds most) { (void)most; }
};

}  // namespace tlscam
