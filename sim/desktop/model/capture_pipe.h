#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "sim/desktop/model/desk.h"

namespace tlscam {

/// `CapturePipe` lets another program follow what goes over the wire: it writes the capture into a named pipe
/// as it grows. Whoever opens the pipe gets everything that is kept, and then what follows. A reader may go
/// away and another one come at any time; the world waits for none.
class CapturePipe {
 public:
  enum class State { waits, follows };

  /// `open` makes the pipe unless it is there, and begins to wait for a reader. Fails, for people, when the
  /// path cannot be a pipe. The desk outlives this.
  static Result<std::unique_ptr<CapturePipe>> open(Desk& desk, const std::string& path);
  /// Ends it, and removes the pipe if it was made here.
  ~CapturePipe();
  CapturePipe(const CapturePipe&) = delete;
  CapturePipe& operator=(const CapturePipe&) = delete;

  const std::string& path() const { return path_; }
  /// Whether somebody reads.
  State state() const { return state_; }
  /// How many bytes the present reader has got.
  std::uint64_t written() const { return written_; }

 private:
  CapturePipe(Desk& desk, std::string path, bool is_ours);
  void write();
  int wait_for_reader();
  void serve(int pipe);
  bool write_all(int pipe, const Bytes& bytes);

  Desk& desk_;
  std::string path_;
  bool is_ours_;
  std::atomic<bool> ends_ = false;
  std::atomic<State> state_ = State::waits;
  std::atomic<std::uint64_t> written_ = 0;
  std::thread thread_;
};

}  // namespace tlscam
