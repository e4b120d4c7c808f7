#include "sim/desktop/look/widgets.h"

#include <misc/cpp/imgui_stdlib.h>

#include <cmath>

namespace tlscam {
namespace {

constexpr TextStyle kButtonText = {Face::text, TextSize::sm, Color::ink};

// An item with an id of its own that is pressed by mouse and keyboard.
struct Pressed {
  bool pressed;
  bool hovered;
  ImVec2 min;
  ImVec2 max;
};

Pressed press_area(std::string_view id, ImVec2 size, bool enabled) {
  ImGui::PushID(id.data(), id.data() + id.size());
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::InvisibleButton("##", {std::max(size.x, 1.0f), std::max(size.y, 1.0f)},
                                              ImGuiButtonFlags_EnableNav);
  ImGui::EndDisabled();
  ImGui::PopID();
  const bool hovered = enabled && ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return {pressed && enabled, hovered, ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
}

ImVec2 middle_of(const Pressed& area) {
  return {(area.min.x + area.max.x) / 2, (area.min.y + area.max.y) / 2};
}

}  // namespace

ImVec2 button_size(Look& look, std::string_view words, ButtonStyle style) {
  const float icon = style.icon.empty() ? 0 : look.px(words.empty() ? 14.0f : 20.0f);
  const float text = words.empty() ? 0 : look.measure(kButtonText, words).x;
  return {std::ceil(text + icon + look.px(style.small ? 16.0f : 24.0f)),
          look.px(style.small ? 26.0f : 30.0f)};
}

bool button(Look& look, std::string_view words, ButtonStyle style) {
  const Pressed area =
      press_area(words.empty() ? style.icon : words, button_size(look, words, style), style.enabled);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const float radius = look.px(look.theme().radius);
  const bool primary = style.kind == ButtonKind::primary;
  const Color ink = primary ? Color::panel : style.kind == ButtonKind::bad ? Color::failed : Color::ink;
  ImU32 fill = look.color(primary ? Color::ink : area.hovered ? Color::hover : Color::raised);
  ImU32 text_color = look.color(ink);
  if (!style.enabled) text_color = with_alpha(text_color, 0.45f);
  list->AddRectFilled(area.min, area.max, fill, radius);
  if (!primary)
    list->AddRect(area.min, area.max, look.color(area.hovered ? Color::edge : Color::line), radius);
  const ImVec2 extent = words.empty() ? ImVec2(0, 0) : look.measure(kButtonText, words);
  const float icon_room = style.icon.empty() ? 0 : look.px(words.empty() ? 0.0f : 20.0f);
  float x = std::floor((area.min.x + area.max.x - extent.x - icon_room) / 2);
  if (!style.icon.empty())
    look.draw_icon(words.empty() ? middle_of(area) : ImVec2(x + look.px(7), middle_of(area).y), style.icon,
                   14, text_color);
  if (!words.empty())
    list->AddText(look.font(kButtonText.face), look.font_size(kButtonText.face, kButtonText.size),
                  {x + icon_room, std::floor(middle_of(area).y - extent.y / 2)}, text_color, words.data(),
                  words.data() + words.size());
  look.seen.note(SeenRole::button, words, area.min, area.max, style.enabled);
  if (area.hovered && !style.tip.empty()) tooltip(look, style.tip);
  return area.pressed;
}

bool icon_button(Look& look, Icon icon, std::string_view name, bool enabled, bool on, Color color) {
  const Pressed area = press_area(name, {look.px(26), look.px(26)}, enabled);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  if (area.hovered || on)
    list->AddRectFilled(area.min, area.max, look.color(on ? Color::sel : Color::hover),
                        look.px(look.theme().radius));
  ImU32 ink = look.color(area.hovered ? Color::ink : color);
  if (!enabled) ink = with_alpha(ink, 0.4f);
  look.draw_icon(middle_of(area), icon, 15, ink);
  look.seen.note(SeenRole::button, name, area.min, area.max, enabled, on);
  if (area.hovered) tooltip(look, name);
  return area.pressed;
}

bool text_button(Look& look, std::string_view words, Icon icon, bool enabled) {
  constexpr TextStyle kStyle = {Face::text, TextSize::sm, Color::client};
  const ImVec2 extent = look.measure(kStyle, words);
  const float icon_room = icon.empty() ? 0 : look.px(20);
  const Pressed area = press_area(words, {extent.x + icon_room + look.px(8), look.px(24)}, enabled);
  ImU32 color = look.color(kStyle.color);
  if (!enabled) color = with_alpha(color, 0.45f);
  const float y = std::floor(middle_of(area).y - extent.y / 2);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->AddText(look.font(kStyle.face), look.font_size(kStyle.face, kStyle.size),
                {area.min.x + look.px(4), y}, color, words.data(), words.data() + words.size());
  if (!icon.empty()) look.draw_icon({area.max.x - look.px(10), middle_of(area).y}, icon, 14, color);
  if (area.hovered)
    list->AddLine({area.min.x + look.px(4), y + extent.y}, {area.min.x + look.px(4) + extent.x, y + extent.y},
                  color);
  look.seen.note(SeenRole::button, words, area.min, area.max, enabled);
  return area.pressed;
}

void draw_shape(Look& look, ImVec2 middle, float size, Shape shape, ImU32 color) {
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const float half = look.px(size) / 2;
  switch (shape) {
    case Shape::none:
      return;
    case Shape::circle:
      return list->AddCircleFilled(middle, half, color, 32);
    case Shape::square:
      return list->AddRectFilled(middle - ImVec2(half, half), middle + ImVec2(half, half), color,
                                 half * 0.25f);
    case Shape::diamond:
      return list->AddQuadFilled({middle.x, middle.y - half}, {middle.x + half, middle.y},
                                 {middle.x, middle.y + half}, {middle.x - half, middle.y}, color);
    case Shape::triangle:
      return list->AddTriangleFilled({middle.x, middle.y - half}, {middle.x + half, middle.y + half * 0.8f},
                                     {middle.x - half, middle.y + half * 0.8f}, color);
    case Shape::workstation:
      return list->AddRect(middle - ImVec2(half * 1.2f, half * 0.8f),
                           middle + ImVec2(half * 1.2f, half * 0.8f), color, half * 0.25f, 0, look.px(1.5f));
  }
}

bool tab(Look& look, std::string_view words, bool selected, Shape shape, Color color, bool marked) {
  const TextStyle style = {selected ? Face::strong : Face::text, TextSize::sm,
                           selected ? Color::ink : Color::soft};
  const ImVec2 extent = look.measure(style, words);
  const float shape_room = shape == Shape::none ? 0 : look.px(16);
  const Pressed area =
      press_area(words, {extent.x + shape_room + look.px(24), look.px(look.theme().tabs)}, true);
  const ImVec2 middle = middle_of(area);
  if (shape != Shape::none)
    draw_shape(look, {area.min.x + look.px(16), middle.y}, 9, shape, look.color(color));
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->AddText(look.font(style.face), look.font_size(style.face, style.size),
                {std::floor(area.min.x + look.px(12) + shape_room), std::floor(middle.y - extent.y / 2)},
                look.color(area.hovered ? Color::ink : style.color), words.data(),
                words.data() + words.size());
  if (selected) list->AddRectFilled({area.min.x, area.max.y - look.px(2)}, area.max, look.color(Color::ink));
  if (marked)
    list->AddCircleFilled({area.max.x - look.px(6), area.min.y + look.px(10)}, look.px(3),
                          look.color(Color::half));
  look.seen.note(SeenRole::tab, words, area.min, area.max, true, selected);
  return area.pressed;
}

void text(Look& look, std::string_view words, TextStyle style) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = look.draw(at, style, words);
  ImGui::Dummy(size);
}

void wrapped(Look& look, std::string_view words, TextStyle style, float width) {
  if (width <= 0) width = ImGui::GetContentRegionAvail().x;
  ImFont* const font = look.font(style.face);
  const float size = look.font_size(style.face, style.size);
  const float leading = std::ceil(size * 1.22f);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImDrawList* const list = ImGui::GetWindowDrawList();
  float y = start.y;
  for (const std::string_view line : break_lines(look, style, words, width)) {
    list->AddText(font, size, {std::floor(start.x), std::floor(y)}, look.color(style.color), line.data(),
                  line.data() + line.size());
    y += leading;
  }
  ImGui::Dummy({width, y - start.y});
  look.seen.note(SeenRole::text, words, start, {start.x + width, y});
}

void badge(Look& look, std::string_view words, Color color, Icon icon) {
  const TextStyle style = {Face::text, TextSize::xs, color};
  const ImVec2 extent = look.measure(style, words);
  const float icon_room = icon.empty() ? 0 : look.px(15);
  const ImVec2 size = {extent.x + icon_room + look.px(14), look.px(19)};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  const float middle = at.y + size.y / 2;
  ImGui::GetWindowDrawList()->AddRect(at, at + size, look.color(color), size.y / 2);
  if (!icon.empty()) look.draw_icon({at.x + look.px(13), middle}, icon, 11, look.color(color));
  look.draw({at.x + look.px(7) + icon_room, middle - extent.y / 2}, style, words);
}

bool text_field(Look& look, std::string_view name, std::string& value, std::string_view hint, float width,
                bool focus) {
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::SetNextItemWidth(width);
  if (focus) ImGui::SetKeyboardFocusHere();
  const bool entered = ImGui::InputTextWithHint("##field", std::string(hint).c_str(), &value,
                                                ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopID();
  look.seen.note(SeenRole::field, name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  return entered;
}

bool choice(Look& look, std::string_view name, const std::vector<std::string>& words, std::size_t& chosen,
            float width) {
  bool changed = false;
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::SetNextItemWidth(width);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(6), look.px(6)});
  const bool open = ImGui::BeginCombo("##choice", chosen < words.size() ? words[chosen].c_str() : "");
  look.seen.note(SeenRole::field, name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (open) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      if (ImGui::Selectable(words[i].c_str(), i == chosen)) {
        chosen = i;
        changed = true;
      }
      look.seen.note(SeenRole::row, words[i], ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleVar();
  ImGui::PopID();
  return changed;
}

bool check(Look& look, std::string_view words, bool& value) {
  constexpr TextStyle kStyle = {};
  const ImVec2 extent = look.measure(kStyle, words);
  const Pressed area = press_area(words, {extent.x + look.px(24), look.px(24)}, true);
  const float middle = middle_of(area).y;
  const ImVec2 box = {area.min.x, middle - look.px(7)};
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box, box + ImVec2(look.px(14), look.px(14)),
                      look.color(value ? Color::ink : Color::raised), look.px(3));
  list->AddRect(box, box + ImVec2(look.px(14), look.px(14)), look.color(Color::edge), look.px(3));
  if (value) look.draw_icon(box + ImVec2(look.px(7), look.px(7)), icon::check, 11, look.color(Color::panel));
  list->AddText(look.font(kStyle.face), look.font_size(kStyle.face, kStyle.size),
                {area.min.x + look.px(22), std::floor(middle - extent.y / 2)}, look.color(Color::ink),
                words.data(), words.data() + words.size());
  look.seen.note(SeenRole::check, words, area.min, area.max, true, value);
  if (area.pressed) value = !value;
  return area.pressed;
}

void fact(Look& look, std::string_view label, std::string_view value, float edge, Face face) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  look.draw_elided(at, look.px(edge - 8), {Face::text, TextSize::sm, Color::soft}, label);
  const float width = ImGui::GetContentRegionAvail().x - look.px(edge);
  look.draw_elided({at.x + look.px(edge), at.y}, width,
                   {face, face == Face::mono ? TextSize::code : TextSize::sm, Color::ink}, value);
  ImGui::Dummy({1, look.px(20)});
}

void hairline(Look& look, Color color) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + std::max(1.0f, std::floor(look.px(1)))},
                                            look.color(color));
  ImGui::Dummy({width, 1});
}

void gap(Look& look, float css) {
  ImGui::Dummy({1, look.px(css)});
}

bool row(Look& look, std::string_view words, bool selected, float height) {
  const Pressed area = press_area(words, {ImGui::GetContentRegionAvail().x, height}, true);
  if (selected || area.hovered)
    ImGui::GetWindowDrawList()->AddRectFilled(area.min, area.max,
                                              look.color(selected ? Color::sel : Color::hover));
  look.seen.note(SeenRole::row, words, area.min, area.max, true, selected);
  return area.pressed;
}

}  // namespace tlscam
