#pragma once
#include <functional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/lab/editor/line_editor.h"
#include "sim/lab/session/terminal.h"

namespace tlscam {

/// The workstation's terminal as a person uses it: a prompt with a LineEditor while no command runs, and keys
/// for the command while one does. Keys that a command has not read when it ends are for the next prompt.
class CommandPrompt {
 public:
  using Print = std::function<void(ByteView)>;
  /// Says what the word before the place `cursor` of a line may become; see Completer.
  using Complete = std::function<Candidates(std::string_view line, std::size_t cursor)>;

  /// The terminal is borrowed and nobody else may start commands in it; `print` is where it prints, too.
  /// Shows the first prompt.
  CommandPrompt(Terminal& terminal, Complete complete, Print print);
  CommandPrompt(const CommandPrompt&) = delete;

  /// Takes keys, in pieces of any size.
  void type(ByteView keys);

  /// Enters a command as if it had been typed in place of the present line. Refused while another one runs.
  Result<void> run(const std::string& command);

  /// To be called after the world has gone on: a command may have ended. Calls Terminal::look().
  void look();

  /// Takes up another width of the terminal's screen; see LinePainter for `reflows`. Draws the line anew in
  /// any case.
  void resize(std::size_t columns, bool reflows);

  /// Gives the editor's history, and counts how often a command was entered: then the history may be another.
  LineHistory& history() { return editor_.history(); }
  std::uint64_t commands_entered() const { return commands_entered_; }

 private:
  void accept(const std::string& command);
  void prompt_when_ended();

  Terminal& terminal_;
  Print print_;
  LineEditor editor_;
  std::uint64_t commands_entered_ = 0;
  bool typed_ = false;  // since the last look
};

}  // namespace tlscam
