#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/native_descriptor.h"
#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"
#include "sim/workstation/program_network.h"

namespace tlscam {

class NativeProgram;

/// `NativeRunner` runs programs of this machine, found through PATH, under a minimal environment and at the
/// date given: by libfaketime (Debian package faketime), which keeps the program's clock there.
///
/// A library of our own (world_shim) is put before every program. It gives the program the sockets of its
/// computer in the world in place of this machine's, and the world's date as soon as it uses them, and it
/// reports when the program waits.
class NativeRunner : public CommandRunner {
 public:
  enum class Waiting {
    kHoldTime,  ///< virtual time stands still while a program computes: the world stays deterministic
    kRealTime,  ///< virtual time is real time and goes on: a page or terminal stays alive
  };

  struct Options {
    Waiting waiting = Waiting::kHoldTime;
    /// With a seed, programs draw their randomness from it, so that they make the same keys and numbers on
    /// every run: the n-th program those of the seed and n. Such keys are no secret.
    std::optional<std::uint64_t> seed{};
    /// The path of libtlscam-world-shim.so.
    std::string shim;
    /// Borrowed; nullptr: there is no network.
    ProgramNetwork* network = nullptr;
  };

  /// The queue is borrowed.
  NativeRunner(EventQueue& events, Options options);
  ~NativeRunner() override;

  Task<Result<int>> run(Invocation invocation, const Folder& folder, Instant date) override;
  bool has_network() const override;

  void poll() override;
  bool holds_time() const override;
  int descriptor() const override { return changes_.number(); }
  void wait(std::chrono::milliseconds most) override;

 private:
  friend class NativeProgram;
  std::vector<std::string> environment(const Folder& folder, Instant date, const std::string& faketime);

  EventQueue& events_;
  const Options options_;
  unsigned started_ = 0;
  Descriptor changes_;  // an epoll instance of all that programs may say something on
  std::vector<NativeProgram*> running_;
};

}  // namespace tlscam
