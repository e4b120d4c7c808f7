#include "sim/desktop/panels/splitter.h"

#include <algorithm>

namespace tlscam {

bool splitter(Look& look, const char* name, ImVec2 at, float length, bool upright, float sign, float low,
              float high, float& value) {
  const float grip = look.px(8);
  const ImVec2 size = upright ? ImVec2(grip, length) : ImVec2(length, grip);
  ImGui::SetCursorScreenPos(at - (upright ? ImVec2(grip / 2, 0) : ImVec2(0, grip / 2)));
  ImGui::InvisibleButton(name, size);
  const bool active = ImGui::IsItemActive();
  if (active || ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const ImVec2 end = upright ? ImVec2(at.x, at.y + length) : ImVec2(at.x + length, at.y);
    ImGui::GetWindowDrawList()->AddLine(at, end, look.color(Color::edge), look.px(2));
  }
  if (active) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    value = std::clamp(value + sign * (upright ? moved.x : moved.y) / look.scale(), low, std::max(low, high));
  }
  return ImGui::IsItemDeactivated();
}

}  // namespace tlscam
