#pragma once
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/lab/editor/candidates.h"
#include "sim/lab/editor/edited_text.h"
#include "sim/lab/editor/key_parser.h"
#include "sim/lab/editor/line_history.h"
#include "sim/lab/editor/line_painter.h"

namespace tlscam {

/// `LineEditor` edits command lines at a terminal: it takes keys as the terminal sends them, and gives what
/// the terminal has to draw. Between begin() and the next whole command the editor owns the cursor's row and
/// everything below it.
class LineEditor {
 public:
  /// `Host` is what the owner does for the editor. Every function must be there; none may destroy the editor.
  struct Host {
    /// `draw` draws on the terminal.
    std::function<void(std::string_view)> draw;
    /// `accept` takes a whole command, perhaps of several lines. The editor rests until begin(), which may be
    /// called from here.
    std::function<void(const std::string& command)> accept;
    /// `complete` says what the word before the place `cursor` of a line may become.
    std::function<Candidates(std::string_view line, std::size_t cursor)> complete;
    /// `is_unfinished` says whether a command needs another line: a quote is open, for example.
    std::function<bool(std::string_view command)> is_unfinished;
    /// `interrupt` is called for Ctrl-C, after the line was discarded.
    std::function<void()> interrupt = [] {};
    /// `end_of_input` is called for Ctrl-D on an empty line.
    std::function<void()> end_of_input = [] {};
    /// `suspend` is called for Ctrl-Z; the line is off the screen in the meantime.
    std::function<void()> suspend = [] {};
  };

  struct Options {
    std::string prompt = "$ ";
    std::string continuation = "> ";  ///< the prompt of a command's further lines
    std::size_t columns = 80;         ///< width of the terminal
  };

  LineEditor(Options options, Host host);

  /// `begin` shows a fresh prompt where the cursor is, at the beginning of a row; keys count from now on. It
  /// first takes what remained of a paste after the last command.
  void begin();
  /// `restart` forgets the line, unfinished lines and the rest of a paste, and shows a fresh prompt: another
  /// world has begun.
  void restart();
  /// `active` says whether keys count: from begin() until a command is whole.
  bool active() const { return active_; }

  /// `type` takes keys, in pieces of any size. While the editor rests they are kept for begin().
  void type(ByteView bytes);
  /// `settle` says that no key has come for a while (some tens of milliseconds): an ESC was the key Escape.
  void settle();

  /// `enter` shows a command as if it had been typed in place of the present line, and accepts it, finished
  /// or not. The editor must be active.
  void enter(std::string_view command);

  /// `end` leaves the line as it is on the screen, and rests: the terminal goes back to others.
  void end();

  /// `hide` removes the line from the screen, so that something can be printed there, and then draws it
  /// again.
  void hide();
  void show();
  /// `resize` adopts another width of the terminal; see LinePainter for `reflows`. It redraws the line in any
  /// case.
  void resize(std::size_t columns, bool reflows);

  /// `line` is the line as it is being edited.
  const std::string& line() const { return text_.text(); }
  /// `cursor` is where the cursor stands in the line, in bytes.
  std::size_t cursor() const { return text_.cursor(); }

  /// `history` is the history, which the owner keeps from one run to the next.
  LineHistory& history() { return history_; }
  const LineHistory& history() const { return history_; }

 private:
  /// `Search` is a search through the history that has begun (Ctrl-R).
  struct Search {
    std::string words;
    std::string line_before;  // restored when the search is left
    std::size_t cursor_before = 0;
    std::size_t found = 0;  // the place of the line that is shown; the number of lines if none is yet
    bool failed = false;
  };

  void take(std::vector<KeyPress> keys);
  void press(const KeyPress& press);
  bool press_in_search(const KeyPress& press);
  void edit(Key key);
  void move(std::size_t place);
  void kill(std::size_t place);
  void recall(const std::optional<std::string>& line);
  void finish_line();
  void accept(const std::string& command);
  void leave_line();
  void rest();
  void cancel();
  void suspend();
  void complete();
  void list(const std::vector<std::string>& words);
  void begin_search();
  void search_from(std::size_t before);
  void leave_search();
  void clear_line();
  std::string prompt() const;
  void draw();

  Options options_;
  Host host_;
  KeyParser parser_;
  LinePainter painter_;
  LineHistory history_;
  EditedText text_;
  std::string before_;  // the lines of an unfinished command, each with its line end
  std::string killed_;
  std::optional<Search> search_;
  std::deque<KeyPress> ahead_;  // the rest of a paste whose first command is running
  int tabs_ = 0;                // in a row
  bool active_ = false;
  bool taking_ = false;
};

}  // namespace tlscam
