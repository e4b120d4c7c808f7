#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/bytes.h"

struct VTerm;
struct VTermScreen;

namespace tlscam {

/// A character of a terminal's screen.
struct TerminalCell {
  char32_t character = U' ';
  std::int8_t color = -1;  ///< 0 to 15, of the palette; -1: the usual one
  bool bold = false;
  bool reverse = false;
  std::uint8_t width = 1;  ///< columns; 0: the second half of a wide character
};
using TerminalLine = std::vector<TerminalCell>;

/// `TerminalScreen` is what a terminal shows of the bytes that were written to it (libvterm), with the lines
/// that have gone off its top. It keeps the bytes: at another width everything is set anew.
class TerminalScreen {
 public:
  TerminalScreen();
  ~TerminalScreen();
  TerminalScreen(const TerminalScreen&) = delete;
  TerminalScreen& operator=(const TerminalScreen&) = delete;

  void write(ByteView bytes);
  void clear();
  /// Nothing happens when it has that size already.
  void resize(int columns, int rows);
  int columns() const { return columns_; }
  int rows() const { return rows_; }

  /// Lines above the screen and on it, down to the last that has something, or the cursor's.
  std::size_t lines() const { return above_.size() + used_rows(); }
  TerminalLine line(std::size_t index) const;
  /// Where the cursor stands, as a line and a column.
  std::size_t cursor_line() const { return above_.size() + static_cast<std::size_t>(cursor_row_); }
  int cursor_column() const { return cursor_column_; }
  bool cursor_visible() const { return cursor_visible_; }
  /// The text of a range of lines, without spaces at their ends.
  std::string text(std::size_t first, std::size_t last) const;
  /// Another number when something has changed.
  std::uint64_t revision() const { return revision_; }

 private:
  struct Callbacks;
  void begin();
  std::size_t used_rows() const;
  TerminalLine row(int index) const;

  struct Free {
    void operator()(VTerm* terminal) const;
  };
  std::unique_ptr<VTerm, Free> terminal_;
  VTermScreen* screen_ = nullptr;
  int columns_ = 80;
  int rows_ = 24;
  std::deque<TerminalLine> above_;
  std::deque<std::uint8_t> log_;
  int cursor_row_ = 0;
  int cursor_column_ = 0;
  bool cursor_visible_ = true;
  std::uint64_t revision_ = 0;
};

/// A line as text, without spaces at its end.
std::string terminal_text(const TerminalLine& line);

}  // namespace tlscam
