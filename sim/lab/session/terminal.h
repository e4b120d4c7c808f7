#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/base/task.h"
#include "sim/lab/editor/printed_end.h"
#include "sim/workstation/shell.h"
#include "sim/workstation/terminal_input.h"

namespace tlscam {

/// Terminal runs one command line of the workstation at a time while the world goes on. Keys that are typed
/// while a command runs go to the command; CommandPrompt edits the lines between.
class Terminal {
 public:
  using Print = std::function<void(ByteView bytes, bool is_error)>;

  /// The shell is borrowed. `watched` says that a person looks at it: then both streams share one screen, and
  /// keys go to the command.
  Terminal(Shell& shell, bool watched, Print print);

  /// The listener is told of each command that begins.
  void set_listener(std::function<void(const std::string& line)> listener) {
    listener_ = std::move(listener);
  }

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

  /// Gives what was typed and no command has read, and forgets it. Nothing after Ctrl-C.
  Bytes take_unread();
  /// Says whether a prompt can begin where the last command stopped printing.
  bool at_line_begin() const { return end_.at_line_begin(); }

  bool running() const { return task_.has_value(); }
  /// The line that runs, or ran last.
  const std::string& command() const { return line_; }
  int exit_code() const { return exit_code_; }

 private:
  static constexpr int kInterrupted = 130;

  void print(ByteView bytes, bool is_error);

  Shell& shell_;
  bool watched_;
  Print print_;
  Output output_;
  PrintedEnd end_;
  std::unique_ptr<TerminalInput> input_;  // of the command that runs, or ran last
  std::string line_;
  std::function<void(const std::string& line)> listener_;
  std::optional<Task<int>> task_;
  int exit_code_ = 0;
};

}  // namespace tlscam
