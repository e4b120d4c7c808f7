#pragma once
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
  /// Are the programs on the world's network?
  virtual bool has_network() const { return false; }
};

}  // namespace tlscam
