#include "sim/desktop/panels/form.h"

#include "sim/desktop/look/widgets.h"

namespace tlscam {
namespace {

void label(Look& look, const std::string& words) {
  if (words.empty()) return;
  text(look, words, {Face::text, TextSize::s, Color::soft});
  gap(look, 3);
}

}  // namespace

void form_heading(Look& look, const std::string& words) {
  text(look, words, {Face::strong, TextSize::sm, Color::ink});
  gap(look, 4);
}

bool form_field(Look& look, const std::string& label_words, std::string& value, const std::string& hint) {
  label(look, label_words);
  const bool entered = text_field(look, label_words, value, hint, ImGui::GetContentRegionAvail().x);
  gap(look, 5);
  return entered;
}

bool form_choice(Look& look, const std::string& label_words, const std::vector<std::string>& words_shown,
                 std::size_t& chosen) {
  label(look, label_words);
  const bool changed = choice(look, label_words, words_shown, chosen, ImGui::GetContentRegionAvail().x);
  gap(look, 5);
  return changed;
}

bool removable_line(Look& look, const std::string& words, const std::string& remove) {
  const ImVec2 at = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorPos({at.x, at.y + look.px(4)});
  wrapped(look, words, {Face::text, TextSize::sm, Color::ink}, width - look.px(32));
  const float bottom = ImGui::GetCursorPosY();
  ImGui::SetCursorPos({at.x + width - look.px(26), at.y});
  const bool pressed = icon_button(look, icon::close, remove);
  ImGui::SetCursorPos({at.x, std::max(bottom, at.y + look.px(28))});
  return pressed;
}

}  // namespace tlscam
