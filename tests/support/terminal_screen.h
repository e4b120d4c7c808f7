#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/utf8.h"
#include "sim/lab/editor/character_width.h"

namespace tlscam {

/// A terminal as tests need it: rows of cells without an end, the cursor, and the control sequences that the
/// line editor draws with. It wraps like xterm: a character in the last column leaves the cursor pending
/// there.
class TerminalScreen {
 public:
  /// `joins`: emoji of several code points are drawn as one of two columns, as newer terminals do; otherwise
  /// each code point is drawn by itself.
  TerminalScreen(std::size_t columns, bool joins) : columns_(columns), joins_(joins), rows_(1) {}

  std::size_t row() const { return row_; }
  std::size_t column() const { return column_; }

  void write(std::string_view text) {
    while (!text.empty()) {
      if (text[0] == '\x1b') {
        text.remove_prefix(sequence(text));
        continue;
      }
      const DecodedCharacter next = decode_utf8(text);
      if (is_control(next.code_point)) {
        control(text[0]);
      } else {
        put(text.substr(0, next.size), next.code_point);
      }
      text.remove_prefix(next.size);
    }
  }

  /// Gives what stands in a row from a column on, without the spaces at its end.
  std::string row_text(std::size_t row, std::size_t from = 0) const {
    std::string text;
    for (std::size_t column = from; row < rows_.size() && column < rows_[row].size(); ++column)
      text += rows_[row][column];
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }

  /// All rows, each with its end, without empty ones at the end.
  std::string text() const {
    std::string text;
    for (std::size_t row = 0; row < rows_.size(); ++row) text += row_text(row) + "\n";
    return text.substr(0, text.find_last_not_of('\n') + 1);
  }

  /// Give what stands before the cursor from a row on, and what stands after it; row ends are left out.
  std::string before_cursor(std::size_t from_row) const {
    std::string text;
    for (std::size_t row = from_row; row < row_; ++row) text += row_text(row);
    for (std::size_t column = 0; column < column_ && column < rows_[row_].size(); ++column)
      text += rows_[row_][column];
    return text;
  }
  std::string after_cursor() const {
    std::string text = row_text(row_, column_);
    for (std::size_t row = row_ + 1; row < rows_.size(); ++row) text += row_text(row);
    return text;
  }

  /// Another width, for a terminal that cuts rows off and one that breaks the cursor's line anew. `first_row`
  /// is where that line begins; only rows that are full go on in the next one.
  void resize_cutting(std::size_t columns) {
    columns_ = columns;
    for (auto& row : rows_)
      if (row.size() > columns) row.resize(columns);
    column_ = std::min(column_, columns - 1);
    pending_ = false;
  }
  void resize_reflowing(std::size_t columns, std::size_t first_row) {
    std::vector<std::string> cells;
    std::size_t cursor = 0;
    for (std::size_t row = first_row; row < rows_.size(); ++row) {
      if (row == row_) cursor = cells.size() + column_;
      cells.insert(cells.end(), rows_[row].begin(), rows_[row].end());
    }
    columns_ = columns;
    rows_.resize(first_row);
    for (std::size_t at = 0; at < std::max<std::size_t>(cells.size(), 1); at += columns) {
      const auto first = cells.begin() + static_cast<std::ptrdiff_t>(at);
      const auto count = static_cast<std::ptrdiff_t>(std::min(columns, cells.size() - at));
      rows_.emplace_back(first, first + count);
    }
    row_ = first_row + cursor / columns;
    column_ = cursor % columns;
    rows_.resize(std::max(rows_.size(), row_ + 1));
    pending_ = false;
  }

 private:
  using Row =
      std::vector<std::string>;  // a cell each; the second column of a wide character is an empty text

  // Carries out the control sequence at the beginning of `text`, and gives its size.
  std::size_t sequence(std::string_view text) {
    const std::size_t end = text.find_first_of("ABCDGHJKhlm", 2);
    const std::string parameters(text.substr(2, end - 2));
    const std::size_t count = parameters.empty() || parameters[0] == '?' ? 1 : std::stoul(parameters);
    const char final = text[end];
    if (final == 'h' || final == 'l') {
      if (parameters == "?7") wraps_ = final == 'h';
    } else if (final != 'm') {
      moved();
    }
    if (final == 'A') row_ -= std::min(row_, count);
    if (final == 'B') row_ = std::min(row_ + count, rows_.size() - 1);
    if (final == 'C') column_ = std::min(column_ + count, columns_ - 1);
    if (final == 'D') column_ -= std::min(column_, count);
    if (final == 'G') column_ = std::min(count, columns_) - 1;
    if (final == 'H') row_ = column_ = 0;
    if (final == 'J' && parameters.empty()) {
      rows_.resize(row_ + 1);
      rows_[row_].resize(std::min(rows_[row_].size(), column_));
    }
    if (final == 'J' && parameters == "2") rows_.assign(row_ + 1, {});
    return end + 1;
  }

  // The next character does not join the one before.
  void moved() {
    pending_ = false;
    last_.code_point = 0;
    last_.of_symbol = false;
  }

  void control(char byte) {
    moved();
    if (byte == '\r') column_ = 0;
    if (byte == '\n') next_row();
  }

  void next_row() {
    ++row_;
    if (row_ == rows_.size()) rows_.emplace_back();
  }

  void put(std::string_view bytes, char32_t code_point) {
    const std::size_t width = character_width(code_point);
    if (width == 0 || joins_to_last(code_point)) return join(bytes, code_point);
    if (wraps_ && (pending_ || column_ + width > columns_)) {
      column_ = 0;
      next_row();
    }
    pending_ = false;
    column_ = std::min(column_, columns_ - width);
    Row& row = rows_[row_];
    if (row.size() < column_ + width) row.resize(column_ + width, " ");
    row[column_] = bytes;
    if (width == 2) row[column_ + 1].clear();
    last_ = {row_, column_, code_point, code_point >= 0x2190};
    advance(width);
  }

  bool joins_to_last(char32_t code_point) const {
    if (!joins_) return false;
    const bool flag = is_flag_letter(code_point) && is_flag_letter(last_.code_point);
    const bool tone = code_point >= 0x1f3fb && code_point <= 0x1f3ff && last_.of_symbol;
    const bool joined = last_.code_point == 0x200d && code_point >= 0x2190 && last_.of_symbol;
    return flag || tone || joined;
  }

  static bool is_flag_letter(char32_t code_point) { return code_point >= 0x1f1e6 && code_point <= 0x1f1ff; }

  // The character belongs to the one that was drawn last, which then takes two columns if it is an emoji.
  void join(std::string_view bytes, char32_t code_point) {
    Row& row = rows_[last_.row];
    if (row.size() <= last_.column) row.resize(last_.column + 1, " ");
    row[last_.column] += bytes;
    const bool pair = is_flag_letter(code_point);
    const bool picture = code_point == 0xfe0f && last_.of_symbol;
    last_.code_point = pair ? 0 : code_point;
    if (!joins_ || (!pair && !picture)) return;
    const std::size_t wide = last_.column + 2;
    if (row.size() < wide) row.resize(wide, " ");
    row[last_.column + 1].clear();
    if (column_ < wide) advance(wide - column_);
  }

  void advance(std::size_t width) {
    column_ += width;
    if (column_ < columns_) return;
    column_ = columns_ - 1;
    pending_ = wraps_;
  }

  struct Last {
    std::size_t row = 0, column = 0;
    char32_t code_point = 0;
    bool of_symbol = false;
  };

  std::size_t columns_;
  bool joins_;
  std::vector<Row> rows_;
  std::size_t row_ = 0, column_ = 0;
  bool pending_ = false;
  bool wraps_ = true;
  Last last_;
};

}  // namespace tlscam
