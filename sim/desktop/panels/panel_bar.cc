#include "sim/desktop/panels/panel_bar.h"

#include "sim/desktop/look/widgets.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

bool* collapsed(Stage& stage, Area area) {
  switch (area) {
    case Area::lesson:
      return &stage.lesson_collapsed;
    case Area::network:
      return &stage.network_collapsed;
    case Area::wire:
      return &stage.wire_collapsed;
    case Area::bench:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

std::string name_of(Area area) {
  switch (area) {
    case Area::lesson:
      return words<"page.lesson">();
    case Area::bench:
      return words<"page.bench">();
    case Area::network:
      return words<"page.network">();
    case Area::wire:
      return words<"page.wire">();
  }
  return {};
}

void panel_bar(Stage& stage, Area area, const std::function<void()>& tabs, float extra_width,
               const std::function<void()>& extra) {
  Look& look = stage.look;
  const float height = look.px(look.theme().tabs);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool is_maximised = stage.maximised == area;
  bool* const collapse = is_maximised ? nullptr : collapsed(stage, area);
  const float buttons = look.px(collapse ? 62.0f : 34.0f);
  const float right = buttons + look.px(extra_width);

  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("bar", {width - right, height}, 0,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::Dummy({look.px(8), 1});
  ImGui::SameLine(0, 0);
  tabs();
  // Many tabs are reached by the wheel.
  if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0)
    ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * look.px(40));
  const bool doubled =
      ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered() && ImGui::IsMouseDoubleClicked(0);
  ImGui::EndChild();
  ImGui::PopStyleVar();

  if (extra) {
    ImGui::SetCursorScreenPos({at.x + width - right, at.y});
    extra();
  }
  ImGui::SetCursorScreenPos({at.x + width - buttons, at.y + (height - look.px(26)) / 2});
  const std::string name = name_of(area);
  const std::string words_shown =
      is_maximised ? words<"page.restore_area">({.area = name}) : words<"page.maximise">({.area = name});
  if (icon_button(look, is_maximised ? icon::minimise : icon::maximise, words_shown) || doubled)
    stage.maximised = is_maximised ? std::nullopt : std::optional(area);
  if (collapse) {
    ImGui::SetCursorScreenPos({at.x + width - buttons + look.px(28), at.y + (height - look.px(26)) / 2});
    if (icon_button(look,
                    area == Area::lesson    ? icon::chevron_left
                    : area == Area::network ? icon::chevron_right
                                            : icon::chevron_down,
                    words<"page.collapse_area">({.area = name})))
      *collapse = true;
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height - 1});
  hairline(look, Color::line);
  ImGui::SetCursorScreenPos({at.x, at.y + height});
}

}  // namespace tlscam
