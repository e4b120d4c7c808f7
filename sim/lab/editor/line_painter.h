#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// Draws a prompt and a line of text on a terminal, over as many rows as they need, and draws them anew with
/// as few bytes as that needs. It expects that nobody else writes between begin() and leave(); others hide()
/// the line first.
class LinePainter {
 public:
  /// The painter draws for no fewer columns; a narrower terminal is taken as one of these.
  static constexpr std::size_t kFewestColumns = 4;

  explicit LinePainter(std::size_t columns);

  std::size_t columns() const { return columns_; }

  /// Says that the cursor stands at the beginning of an empty row: the next paint() draws there.
  void begin();

  /// Gives what draws this prompt, this text and the cursor at a place of the text, in bytes.
  std::string paint(std::string_view prompt, std::string_view text, std::size_t cursor);
  /// Gives what takes the line off the screen; the next paint() draws it where its first row was.
  std::string hide();
  /// Gives what moves the cursor to the beginning of the row after the line, where others may go on.
  std::string leave();
  /// Takes up another width of the terminal, and gives what draws the line for it. `reflows`: the terminal
  /// has broken the rows of the cursor's line anew by itself, as most do; otherwise each row is where it was
  /// (xterm, xterm.js).
  std::string resize(std::size_t columns, bool reflows);

 private:
  /// Cell is a cluster on the screen.
  struct Cell {
    std::string bytes;
    unsigned width = 0;
    bool uncertain = false;
    bool dim = false;
    bool operator==(const Cell&) const = default;
  };
  struct Place {
    std::size_t row = 0, column = 0;
  };

  static std::vector<Cell> cells_of(std::string_view text, bool dim);
  bool fits(const Cell& cell, std::size_t column) const;
  Place place_of(const std::vector<Cell>& cells, std::size_t index) const;
  std::string move_to(Place place);
  std::string write(const std::vector<Cell>& cells, std::size_t from);

  std::size_t columns_;
  std::vector<Cell> shown_;
  std::size_t shown_cursor_ = 0;  // before which cell the cursor stands
  Place at_;                      // where that is, counted from the line's first row
};

}  // namespace tlscam
