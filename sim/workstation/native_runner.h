#pragma once
#include <cstdint>
#include <optional>

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

  /// With a seed, programs draw their randomness from it, so that they make the same keys and numbers on
  /// every run: the n-th program those of the seed and n. Such keys are no secret.
  NativeRunner(EventQueue& events, Waiting waiting, std::optional<std::uint64_t> seed = {})
      : events_(events), waiting_(waiting), seed_(seed) {}

  Task<Result<int>> run(Invocation invocation, const Folder& folder, Instant date) override;

 private:
  EventQueue& events_;
  Waiting waiting_;
  std::optional<std::uint64_t> seed_;
  unsigned started_ = 0;
};

}  // namespace tlscam
