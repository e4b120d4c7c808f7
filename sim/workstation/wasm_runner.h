#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"

namespace tlscam {

/// `WasmRunner` runs programs that are WebAssembly modules of their own, next to this one in the same thread.
/// JavaScript makes an instance for each command and runs it; the two sides talk through the imports and
/// exports in wasm_runner.cc. A program begins after run() has returned, never inside of it, and nothing it
/// says arrives before.
///
/// Typed keys are put together to lines here and shown on the terminal; Ctrl-C ends the program with exit
/// code 130.
class WasmRunner : public CommandRunner {
 public:
  /// With a seed, programs draw their randomness from it: the n-th program from the seed and n. Such keys are
  /// no secret. Without one they take it from the browser. `events` is borrowed; the end of a program is an
  /// event of it, at the time it then shows.
  explicit WasmRunner(EventQueue& events, std::optional<std::uint64_t> seed = {})
      : events_(events), seed_(seed) {}

  Task<Result<int>> run(Invocation invocation, const Folder& folder, Instant date) override;
  bool has_network() const override { return true; }

 private:
  std::string request(const Invocation& invocation, const Folder& folder, Instant date);

  EventQueue& events_;
  std::optional<std::uint64_t> seed_;
  unsigned started_ = 0;
};

}  // namespace tlscam
