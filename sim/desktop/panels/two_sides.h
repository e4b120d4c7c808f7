#pragma once
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `TwoSides` shows both ends beside each other: the line of its script that each one is at, what it waits
/// for and verifies, and between them the messages and what of them a listener gets.
class TwoSides {
 public:
  void draw(Stage& stage, const ConversationSnapshot& conversation);

 private:
  /// A line of a cell.
  struct Line {
    std::string text;
    TextStyle style;
    Icon icon = {};
    Color icon_color = Color::soft;
  };
  using Cell = std::vector<Line>;
  struct Row {
    Cell client;
    Cell wire;
    Cell server;
    float top = 0;  ///< from the first row, in pixels of the screen
    float height = 0;
  };

  void renew(Look& look, const ConversationSnapshot& conversation, float width);
  Cell end_cell(const ConversationSnapshot& conversation, std::size_t at, bool client) const;
  static Cell wire_cell(const LadderEntrySnapshot& entry);
  float measure(Look& look, const Cell& cell, float width) const;
  void draw_cell(Look& look, const Cell& cell, ImVec2 at, float width) const;
  void draw_heads(Look& look, const ConversationSnapshot& conversation);
  void draw_row(Stage& stage, const ConversationSnapshot& conversation, std::size_t at, float top);
  void draw_end(Stage& stage, const ConversationSnapshot& conversation);

  // Rows are as high as what stands in them, which is found out once.
  std::vector<Row> rows_;
  float bottom_ = 0;
  std::uint32_t conversation_ = 0;
  std::uint64_t revision_ = 0;
  float width_ = 0;
  float scale_ = 0;
  float side_ = 0;  ///< the width of a cell of an end, and of the wire
  float middle_ = 0;
};

}  // namespace tlscam
