#include "sim/desktop/look/columns.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"

namespace tlscam {
namespace {

constexpr float kEdge = 14;  // CSS pixels beside the first column and the last
constexpr float kGap = 10;   // between two

}  // namespace

Columns::Columns(Look& look, std::vector<Column> columns, float width)
    : look_(look), columns_(std::move(columns)) {
  float rest = width - look.px(2 * kEdge);
  for (const Column& column : columns_) rest -= look.px(column.width + kGap);
  float left = look.px(kEdge);
  for (const Column& column : columns_) {
    lefts_.push_back(left);
    widths_.push_back(column.width > 0 ? look.px(column.width) : std::max(rest, look.px(40)));
    left += widths_.back() + look.px(kGap);
  }
}

void Columns::draw_heads() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = look_.px(27);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const TextStyle style = {Face::strong, TextSize::xs, Color::soft};
    const ImVec2 extent = look_.measure(style, columns_[i].title);
    const float indent = columns_[i].to_right ? std::max(0.0f, widths_[i] - extent.x) : 0;
    look_.draw_elided({at.x + lefts_[i] + indent, at.y + (height - extent.y) / 2}, widths_[i] - indent, style,
                      columns_[i].title);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  hairline(look_);
}

void Columns::draw_cell(ImVec2 row, float height, std::size_t column, std::string_view words, Color color) {
  const Column& one = columns_[column];
  const TextStyle style = {one.face, one.face == Face::mono ? TextSize::s : TextSize::sm, color};
  const ImVec2 extent = look_.measure(style, words);
  const float indent = one.to_right ? std::max(0.0f, widths_[column] - extent.x) : 0;
  look_.draw_elided({row.x + lefts_[column] + indent, row.y + (height - extent.y) / 2},
                    widths_[column] - indent, style, words);
}

}  // namespace tlscam
