#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/base/task.h"
#include "sim/workstation/shell.h"
#include "sim/workstation/terminal_input.h"

namespace tlscam {

/// The workstation's terminal: runs one command line at a time while the world goes on. The terminal of the
/// view edits the line; what is typed while a command runs goes to the command.
class Terminal {
 public:
  using Print = std::function<void(ByteView bytes, bool is_error)>;

  /// The shell is borrowed. `watched` says that a person looks at it: then both streams share one screen, and
  /// keys go to the command.
  Terminal(Shell& shell, bool watched, Print print);

  /// Begins a command. Refused while another one runs.
  Result<void> start(const std::string& line);

  /// Keys for the running command; 0x03 (Ctrl-C) ends it with exit code 130. Ignored while none runs. Not to
  /// be called from inside a command.
  void type(ByteView keys);

  /// To be called when the world has gone on: takes up the end of a command.
  void look();

  /// Ends the running command, as Ctrl-C does.
  void cancel();
  /// Whether the running command takes every key, Ctrl-C among them.
  bool takes_keys() const { return running() && input_->has_listener(); }

  bool running() const { return task_.has_value(); }
  /// The line that runs, or ran last.
  const std::string& command() const { return line_; }
  int exit_code() const { return exit_code_; }

 private:
  static constexpr int kInterrupted = 130;

  Shell& shell_;
  bool watched_;
  Output output_;
  std::unique_ptr<TerminalInput> input_;  // of the command that runs, or ran last
  std::string line_;
  std::optional<Task<int>> task_;
  int exit_code_ = 0;
};

}  // namespace tlscam
