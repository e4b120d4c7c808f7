#include "sim/desktop/panels/palette.h"

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/actions.h"
#include "sim/desktop/panels/dialog.h"
#include "sim/lab/view/word_search.h"
#include "sim/words/page.h"

namespace tlscam {

void Palette::draw(Stage& stage) {
  if (!stage.palette_open) {
    appears_ = true;
    if (const auto run = std::exchange(chosen_, {})) run();
    return;
  }
  const bool appears = std::exchange(appears_, false);
  if (appears) {
    wanted_.clear();
    at_ = 0;
  }
  if (!begin_dialog(stage, "palette", words<"page.palette">(), {560, 440}, stage.palette_open)) return;
  Look& look = stage.look;
  const std::string before = wanted_;
  const bool entered = text_field(look, words<"page.palette_ask">(), wanted_, words<"page.palette_ask">(),
                                  ImGui::GetContentRegionAvail().x, appears);
  if (wanted_ != before) at_ = 0;
  gap(look, 8);
  std::vector<Action> found = actions_of(stage);
  std::erase_if(found, [&](const Action& action) { return !has_all_words(action.label, wanted_); });
  const auto count = found.size();
  bool moved = false;
  const auto move = [&](ImGuiKey key, std::size_t step) {
    if (count == 0 || !ImGui::IsKeyPressed(key)) return;
    at_ = (at_ + step) % count;
    moved = true;
  };
  move(ImGuiKey_DownArrow, 1);
  move(ImGuiKey_UpArrow, count - 1);
  if (at_ >= count) at_ = 0;
  const auto choose = [&](std::size_t index) {
    chosen_ = found[index].run;
    stage.palette_open = false;
  };
  if (entered && count > 0) choose(at_);
  ImGui::BeginChild("actions");
  for (std::size_t i = 0; i < count; ++i) {
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    if (row(look, found[i].label, i == at_, look.px(30))) choose(i);
    if (ImGui::IsItemHovered() && ImGui::GetIO().MouseDelta.y != 0) at_ = i;
    if (moved && i == at_) ImGui::SetScrollHereY(0.5f);
    const TextStyle key = {Face::mono, TextSize::code, Color::soft};
    const float key_width = look.measure(key, found[i].keys).x;
    look.draw_elided({at.x + look.px(8), at.y + look.px(6)}, width - key_width - look.px(28),
                     {Face::text, TextSize::sm, Color::ink}, found[i].label);
    if (!found[i].keys.empty())
      look.draw({at.x + width - key_width - look.px(8), at.y + look.px(7)}, key, found[i].keys);
    ImGui::PopID();
  }
  if (count == 0) text(look, words<"page.palette_none">(), {Face::text, TextSize::sm, Color::soft});
  ImGui::EndChild();
  end_dialog(stage.palette_open);
}

}  // namespace tlscam
