#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sim/cli/raw_terminal.h"
#include "sim/lab/editor/line_editor.h"

namespace tlscam {

/// EditedInput reads commands from the terminal with a LineEditor. The terminal is raw only while it waits
/// for one.
class EditedInput {
 public:
  struct Host {
    /// Says what the word before the cursor may become, as LineEditor::Host::complete.
    std::function<Candidates(std::string_view line, std::size_t cursor)> complete;
    std::function<bool(std::string_view command)> is_unfinished;
    /// Lets the world go on for some milliseconds while nothing is typed.
    std::function<void()> idle;
  };

  explicit EditedInput(Host host);

  /// Waits for the next command; gives none after Ctrl-D, or when the terminal or the program is to end.
  std::optional<std::string> next();

  /// Calls `print`, which writes whole lines to the terminal; the line that is being edited makes room for
  /// them.
  void interject(const std::function<void()>& print);

 private:
  Host host_;
  LineEditor editor_;
  std::optional<RawTerminal> raw_;
  std::optional<std::string> command_;
  bool ended_ = false;
};

}  // namespace tlscam
