#pragma once
#include "sim/deploy/raw_repl.h"
#include "sim/deploy/remote_files.h"
#include "sim/deploy/transport.h"

namespace tlscam {

struct ReachOptions {
  /// How long the board may go on with what it does before the attempt is given up.
  Duration patience = std::chrono::seconds(15);
  /// A fresh interpreter: the memory of what ran before is free, and its sockets are closed.
  bool soft_reset = true;
};

/// `BoardConnection` is a conversation with a real board, whatever the board does at its start: main.py runs
/// (a fresh camera is always busy with it), a line is half typed, a paste was begun, or the raw REPL was
/// never left. The end of the connection interrupts what still runs and leaves the friendly REPL behind.
class BoardConnection {
 public:
  /// The transport is borrowed, and nobody else reads from it.
  explicit BoardConnection(Transport& line) : line_(line), repl_(line), files_(repl_) {}
  ~BoardConnection();
  BoardConnection(const BoardConnection&) = delete;
  BoardConnection& operator=(const BoardConnection&) = delete;

  /// Interrupts until the raw REPL answers. Fails, with a message that says what to do, when the board is
  /// gone, silent, or does not stop.
  Task<Result<void>> reach(ReachOptions options);

  /// Starts the board again as its reset button does: only then main.py runs. The connection is over; the
  /// port of a USB board vanishes and returns.
  Task<Result<void>> reset();

  Transport& line() { return line_; }
  RawRepl& repl() { return repl_; }
  RemoteFiles& files() { return files_; }

 private:
  Task<void> wait_for_quiet();
  Task<Result<void>> start_afresh(Duration patience);

  Transport& line_;
  RawRepl repl_;
  RemoteFiles files_;
  bool spoken_ = false;  // the board was sent something, and has not been started again
};

}  // namespace tlscam
