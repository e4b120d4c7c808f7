#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `BytesView` shows the bytes of the selected part: hex, tinted by layer, and the same as text. Arrow keys
/// move the cursor from byte to byte, which selects the field that it belongs to.
class BytesView {
 public:
  void draw(Stage& stage);

 private:
  /// Where things stand, in pixels of the screen.
  struct Grid {
    ImVec2 at;
    int in_row;
    float row;
    float hex;   ///< from the left
    float cell;  ///< the width of a byte in hex
    float text;  ///< from the left
    float letter;

    float cell_left(int column) const;
  };
  Grid make_grid(Look& look, std::size_t bytes, float width) const;
  std::int64_t byte_under_mouse(const Grid& grid, std::size_t bytes) const;
  void take_keys(ReadMessage& message, const Grid& grid, float height);
  void draw_row(Stage& stage, const Grid& grid, std::size_t row, std::int64_t pointed_byte,
                bool has_keyboard);
  void draw_cell(Look& look, const Grid& grid, ImVec2 at, std::size_t byte, const ReadMessage& message,
                 std::int32_t pointed);

  std::uint64_t in_view_ = 0;
};

}  // namespace tlscam
