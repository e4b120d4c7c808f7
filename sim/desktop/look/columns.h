#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/desktop/look/look.h"

namespace tlscam {

/// A column of a list.
struct Column {
  std::string title;
  float width = 0;  ///< CSS pixels; 0: what the others leave
  bool to_right = false;
  Face face = Face::text;
};

/// `Columns` are the columns of a list whose rows are all of one height: the heads stay above what is
/// scrolled.
class Columns {
 public:
  /// `width` is that of the list, in pixels of the screen.
  Columns(Look& look, std::vector<Column> columns, float width);

  /// Draws the titles at the cursor.
  void draw_heads();
  /// Draws a cell over a row of this height.
  void draw_cell(ImVec2 row, float height, std::size_t column, std::string_view words, Color color);

 private:
  Look& look_;
  std::vector<Column> columns_;
  std::vector<float> lefts_;   ///< from the left of the list, in pixels of the screen
  std::vector<float> widths_;  ///< with the gap behind
};

}  // namespace tlscam
