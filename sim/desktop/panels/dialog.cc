#include "sim/desktop/panels/dialog.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr ImGuiWindowFlags kFloating = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings;
constexpr float kMargin = 16;  // CSS pixels, to the edges of the main window

void push_style(const Look& look, ImVec2 padding) {
  ImGui::PushStyleColor(ImGuiCol_WindowBg, look.color(Color::raised));
  ImGui::PushStyleColor(ImGuiCol_PopupBg, look.color(Color::raised));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(padding.x), look.px(padding.y)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(look.theme().radius));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(6), 0});
}

void pop_style() {
  ImGui::PopStyleVar(4);
  ImGui::PopStyleColor(2);
}

ImVec2 fitted(const Look& look, ImVec2 size) {
  const ImVec2 most = ImGui::GetMainViewport()->Size - ImVec2(look.px(kMargin), look.px(kMargin)) * 2;
  return {std::min(look.px(size.x), most.x), std::min(look.px(size.y), most.y)};
}

}  // namespace

bool begin_dialog(Stage& stage, const char* id, const std::string& title, ImVec2 size, bool& open) {
  if (!open) return false;
  Look& look = stage.look;
  const bool appears = !ImGui::IsPopupOpen(id);
  if (appears) ImGui::OpenPopup(id);
  const ImVec2 viewport = ImGui::GetMainViewport()->Size;
  const ImVec2 extent = fitted(look, size);
  ImGui::SetNextWindowPos({viewport.x / 2, std::max(look.px(kMargin), (viewport.y - extent.y) * 0.4f)}, 0,
                          {0.5f, 0});
  ImGui::SetNextWindowSize(extent);
  push_style(look, {20, 16});
  if (!ImGui::BeginPopupModal(id, nullptr, kFloating)) {
    pop_style();
    return false;
  }
  look.seen.set_area(id);
  const ImVec2 at = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  text(look, title, {Face::title, TextSize::l, Color::ink});
  ImGui::SetCursorPos({at.x + width - look.px(26), at.y - look.px(2)});
  if (icon_button(look, icon::close, words<"page.close">())) open = false;
  ImGui::SetCursorPos({at.x, at.y + look.px(36)});
  const ImVec2 from = ImGui::GetWindowPos();
  const bool beside = ImGui::IsMouseClicked(0) && !ImGui::IsMouseHoveringRect(from, from + extent, false) &&
                      !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId);
  if (!appears && (beside || ImGui::IsKeyPressed(ImGuiKey_Escape))) open = false;
  return true;
}

void end_dialog(bool open) {
  if (!open) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  pop_style();
}

bool has_dialog(const Stage& stage) {
  return stage.palette_open || stage.keys_open || stage.about_open || stage.cards_open || stage.share_open ||
         stage.project_open;
}

void begin_hanging(Stage& stage, const char* id, float left, ImVec2 size) {
  Look& look = stage.look;
  const ImVec2 extent = fitted(look, size);
  const float last = ImGui::GetMainViewport()->Size.x - extent.x - look.px(kMargin);
  ImGui::SetNextWindowPos({std::clamp(left, 0.0f, std::max(last, 0.0f)), look.px(look.theme().bar)});
  ImGui::SetNextWindowSizeConstraints({extent.x, 0}, extent);
  push_style(look, {18, 14});
  ImGui::Begin(id, nullptr, kFloating | ImGuiWindowFlags_AlwaysAutoResize);
  look.seen.set_area(id);
}

void end_hanging(bool& open) {
  const bool lost = !ImGui::IsWindowAppearing() &&
                    !ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows) &&
                    !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  if (lost || ImGui::IsKeyPressed(ImGuiKey_Escape)) open = false;
  ImGui::End();
  pop_style();
}

}  // namespace tlscam
