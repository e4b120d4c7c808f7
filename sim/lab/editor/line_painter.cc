#include "sim/lab/editor/line_painter.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/lab/editor/text_cluster.h"

namespace tlscam {
namespace {

constexpr const char* kDim = "\x1b[90m";
constexpr const char* kPlain = "\x1b[0m";
constexpr const char* kEraseBelow = "\x1b[J";  // ED: from the cursor to the end of the screen
// A character in the last column leaves the cursor pending there; a space moves it on to the next row.
constexpr const char* kToNextRow = " \r";
constexpr const char* kWrapOff = "\x1b[?7l";
constexpr const char* kWrapOn = "\x1b[?7h";

std::string csi(std::size_t count, char final) {
  return "\x1b[" + std::to_string(count) + final;
}

}  // namespace

LinePainter::LinePainter(std::size_t columns) : columns_(std::max(columns, kFewestColumns)) {}

void LinePainter::begin() {
  shown_.clear();
  shown_cursor_ = 0;
  at_ = {};
}

std::vector<LinePainter::Cell> LinePainter::cells_of(std::string_view text, bool dim) {
  std::vector<Cell> cells;
  while (!text.empty()) {
    const TextCluster cluster = first_cluster(text);
    cells.push_back({std::string(text.substr(0, cluster.size)), cluster.width, cluster.uncertain, dim});
    text.remove_prefix(cluster.size);
  }
  return cells;
}

// After a cluster of uncertain width the cursor is put into its column by number. There is none for
// "pending", so such a cluster does not end a row.
bool LinePainter::fits(const Cell& cell, std::size_t column) const {
  return column + cell.width + (cell.uncertain ? 1 : 0) <= columns_;
}

// Gives where the cell with this index stands, or the end.
LinePainter::Place LinePainter::place_of(const std::vector<Cell>& cells, std::size_t index) const {
  Place place;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!fits(cells[i], place.column)) place = {place.row + 1, 0};
    if (i == index) return place;
    place.column += cells[i].width;
  }
  return place.column == columns_ ? Place{place.row + 1, 0} : place;
}

std::string LinePainter::move_to(Place place) {
  std::string moves;
  if (place.row < at_.row) moves += csi(at_.row - place.row, 'A');
  if (place.row > at_.row) moves += csi(place.row - at_.row, 'B');
  if (place.column == 0 && at_.column != 0) {
    moves += '\r';
  } else if (place.column < at_.column) {
    moves += csi(at_.column - place.column, 'D');
  } else if (place.column > at_.column) {
    moves += csi(place.column - at_.column, 'C');
  }
  at_ = place;
  return moves;
}

// The cursor stands where the cell `from` is to begin, or in front of the columns that it leaves free.
std::string LinePainter::write(const std::vector<Cell>& cells, std::size_t from) {
  std::string text;
  bool dim = false;
  for (std::size_t i = from; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    if (!fits(cell, at_.column)) {
      text += std::string(columns_ - at_.column, ' ') + kToNextRow;
      at_ = {at_.row + 1, 0};
    }
    if (cell.dim != dim) text += cell.dim ? kDim : kPlain;
    dim = cell.dim;
    at_.column += cell.width;
    // The column of CHA is counted from 1.
    text += cell.uncertain ? kWrapOff + cell.bytes + kWrapOn + csi(at_.column + 1, 'G') : cell.bytes;
  }
  if (dim) text += kPlain;
  if (at_.column == columns_) {
    text += kToNextRow;
    at_ = {at_.row + 1, 0};
  }
  return text;
}

std::string LinePainter::paint(std::string_view prompt, std::string_view text, std::size_t cursor) {
  std::vector<Cell> cells = cells_of(prompt, true);
  const std::size_t first = cells.size() + cells_of(text.substr(0, cursor), false).size();
  std::ranges::move(cells_of(text, false), std::back_inserter(cells));
  const auto difference = std::mismatch(shown_.begin(), shown_.end(), cells.begin(), cells.end());
  std::size_t same = static_cast<std::size_t>(difference.second - cells.begin());
  std::string drawn;
  if (same < shown_.size() || same < cells.size()) {
    // A mark without a character of its own joins the one before on the screen: that is drawn too.
    const auto is_mark = [same](const std::vector<Cell>& all) {
      return same < all.size() && all[same].width == 0;
    };
    if (same > 0 && (is_mark(shown_) || is_mark(cells))) --same;
    drawn += move_to(place_of({cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(same)}, same));
    if (same < shown_.size()) drawn += kEraseBelow;
    drawn += write(cells, same);
  }
  drawn += move_to(place_of(cells, first));
  shown_ = std::move(cells);
  shown_cursor_ = first;
  return drawn;
}

std::string LinePainter::hide() {
  std::string drawn = move_to({}) + "\r" + kEraseBelow;
  begin();
  return drawn;
}

std::string LinePainter::leave() {
  const Place end = place_of(shown_, shown_.size());
  std::string drawn = move_to(end);
  // At the beginning of a row that the line has filled up to, the cursor is there already.
  if (end.column != 0 || end.row == 0) drawn += "\r\n";
  begin();
  return drawn;
}

std::string LinePainter::resize(std::size_t columns, bool reflows) {
  columns_ = std::max(columns, kFewestColumns);
  std::vector<Cell> cells = std::exchange(shown_, {});
  const std::size_t cursor = shown_cursor_;
  if (reflows) at_ = place_of(cells, cursor);
  std::string drawn = at_.row > 0 ? csi(at_.row, 'A') : "";
  drawn += std::string("\r") + kEraseBelow;
  at_ = {};
  drawn += write(cells, 0);
  drawn += move_to(place_of(cells, cursor));
  shown_ = std::move(cells);
  shown_cursor_ = cursor;
  return drawn;
}

}  // namespace tlscam
