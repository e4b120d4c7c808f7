#include "sim/desktop/look/seen.h"

namespace tlscam {

void Seen::note(SeenRole role, std::string_view words, ImVec2 min, ImVec2 max, bool enabled, bool selected) {
  if (!wanted) return;
  const ImDrawList* const list = ImGui::GetWindowDrawList();
  items_.push_back({role, std::string(words), area_, min, max, list->GetClipRectMin(), list->GetClipRectMax(),
                    enabled, selected});
}

}  // namespace tlscam
