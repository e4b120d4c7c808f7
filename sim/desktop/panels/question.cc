#include "sim/desktop/panels/question.h"

#include "sim/desktop/look/widgets.h"
#include "sim/words/page.h"

namespace tlscam {

void question(Look& look, const char* id, bool& open, const std::string& title, float width,
              const std::function<void()>& content) {
  if (open && !ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({look.px(width), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(22), look.px(16)});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, look.px(10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(10));
  const bool shown = ImGui::BeginPopupModal(
      id, nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar(3);
  if (!shown) return;
  const std::string area = look.seen.area();
  look.seen.set_area("dialog");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  text(look, title, {Face::strong, TextSize::l, Color::ink});
  ImGui::SetCursorScreenPos({at.x + ImGui::GetContentRegionAvail().x - look.px(22), at.y - look.px(2)});
  if (icon_button(look, icon::close, words<"page.close">())) open = false;
  content();
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) open = false;
  if (!open) ImGui::CloseCurrentPopup();
  look.seen.set_area(area);
  ImGui::EndPopup();
}

}  // namespace tlscam
