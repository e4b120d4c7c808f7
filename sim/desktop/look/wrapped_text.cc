#include "sim/desktop/look/wrapped_text.h"

#include <cmath>

namespace tlscam {
namespace {

float leading_of(Look& look, TextStyle style) {
  return std::ceil(look.font_size(style.face, style.size) * 1.22f);
}

}  // namespace

float wrapped_height(Look& look, std::string_view text, TextStyle style, float width) {
  return leading_of(look, style) * static_cast<float>(break_lines(look, style, text, width).size());
}

float draw_wrapped(Look& look, ImVec2 at, std::string_view text, TextStyle style, float width,
                   bool to_right) {
  const float leading = leading_of(look, style);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  float height = 0;
  for (const std::string_view line : break_lines(look, style, text, width)) {
    const float indent = to_right ? width - look.measure(style, line).x : 0;
    list->AddText(look.font(style.face), look.font_size(style.face, style.size),
                  {std::floor(at.x + indent), std::floor(at.y + height)}, look.color(style.color),
                  line.data(), line.data() + line.size());
    height += leading;
  }
  look.seen.note(SeenRole::text, text, at, at + ImVec2(width, height));
  return height;
}

}  // namespace tlscam
