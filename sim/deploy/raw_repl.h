#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/base/task.h"
#include "sim/deploy/transport.h"

namespace tlscam {

/// `ExecResult` is what a piece of code wrote, and the traceback with which it ended; no traceback when it
/// ended well.
struct ExecResult {
  Bytes output;
  Bytes error;
};

struct FollowOptions {
  /// How long the camera may be silent before the wait is given up; kForever for a program.
  Duration silence = std::chrono::seconds(10);
  /// Sees the output as it comes; the result's output is then empty.
  std::function<void(ByteView)> on_output;
};

/// `RawRepl` is the computer's side of MicroPython's raw REPL (MicroPython documentation, "Interactive
/// Interpreter Mode", sections "Raw mode" and "Raw-paste mode"), with the steps, timeouts and messages of
/// mpremote 1.26. Nobody else reads from the transport meanwhile, and the timeouts are in its time. Every
/// byte from the camera may be hostile: each wait has an end, except for a program's output under kForever,
/// and what is kept of a reply is bounded.
class RawRepl {
 public:
  /// The transport is borrowed.
  explicit RawRepl(Transport& transport) : line_(transport) {}
  RawRepl(const RawRepl&) = delete;
  RawRepl& operator=(const RawRepl&) = delete;

  /// Interrupts what runs and enters the raw REPL; with `soft_reset` in a fresh interpreter in which boot.py
  /// has run and main.py has not.
  Task<Result<void>> enter(bool soft_reset, Duration timeout = std::chrono::seconds(10));

  /// Hands over code to be run and comes back when the camera has it all.
  Task<Result<void>> send(std::string code);
  /// Waits for the end of the code that was sent.
  Task<Result<ExecResult>> follow(FollowOptions options);
  /// Both.
  Task<Result<ExecResult>> exec(std::string code, FollowOptions options);

  /// Back to the friendly REPL; nothing to wait for.
  void leave();

  /// Whether enter() has succeeded and leave() was not called since.
  bool entered() const { return entered_; }

  /// How many bytes have come from the camera so far: a silent one is told from one that goes on talking.
  std::uint64_t bytes_heard() const { return bytes_heard_; }

 private:
  struct Limits {
    Duration silence;
    Duration overall;
  };
  Task<bool> fill(Duration timeout);
  void keep(const Bytes& more);
  Task<Result<Bytes>> read_until(std::string ending, Limits limits);
  Task<Result<Bytes>> read_exactly(std::size_t count);
  Task<Result<void>> expect(std::string ending, Duration overall);
  Task<Result<void>> send_plain(std::string code);
  Task<Result<void>> send_raw_paste(std::string code);
  Task<Result<void>> stream_until_end(std::function<void(ByteView)> on_output, Duration silence);
  std::string lost_or(std::string text) const;

  Transport& line_;
  Bytes unread_;
  std::uint64_t bytes_heard_ = 0;
  bool entered_ = false;
  bool raw_paste_ = true;  // until the camera says that it cannot
};

}  // namespace tlscam
