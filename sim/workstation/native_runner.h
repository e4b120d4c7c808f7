#pragma once
#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"

namespace tlscam {

/// Runs programs of this machine, found through PATH, under a minimal environment and at the date given: by
/// libfaketime (Debian package faketime), which starts the program's clock there and lets it tick.
class NativeRunner : public CommandRunner {
 public:
  enum class Waiting {
    kHoldTime,  ///< virtual time stands still while a program runs: the world stays deterministic
    kRealTime,  ///< virtual time is real time and goes on: a page or terminal stays alive
  };

  NativeRunner(EventQueue& events, Waiting waiting) : events_(events), waiting_(waiting) {}

  Task<Result<int>> run(Invocation invocation, const Folder& folder, Instant date) override;

 private:
  EventQueue& events_;
  Waiting waiting_;
};

}  // namespace tlscam
