#include "sim/desktop/look/look.h"

#include <algorithm>
#include <cmath>

namespace tlscam {
namespace {

ImVec4 vec(ImU32 color) {
  return ImGui::ColorConvertU32ToFloat4(color);
}

}  // namespace

void Look::set(Theme theme, float scale) {
  theme_ = theme;
  scale_ = scale;
  ImGuiStyle style;
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildRounding = 0;
  style.ChildBorderSize = 0;
  style.PopupRounding = style.FrameRounding = px(theme.radius);
  style.PopupBorderSize = 1;
  style.FramePadding = {px(8), px(5)};
  style.ItemSpacing = {px(8), px(6)};
  style.ItemInnerSpacing = {px(6), px(4)};
  style.ScrollbarSize = px(10);
  style.ScrollbarRounding = px(5);
  style.GrabRounding = px(5);
  style.FrameBorderSize = 1;
  auto* const colors = style.Colors;
  const auto set_color = [&](ImGuiCol which, Color color) { colors[which] = vec(theme_[color]); };
  const ImVec4 clear = {0, 0, 0, 0};
  set_color(ImGuiCol_Text, Color::ink);
  set_color(ImGuiCol_TextDisabled, Color::faint);
  set_color(ImGuiCol_WindowBg, Color::panel);
  colors[ImGuiCol_ChildBg] = clear;
  set_color(ImGuiCol_PopupBg, Color::raised);
  set_color(ImGuiCol_Border, Color::line);
  colors[ImGuiCol_BorderShadow] = clear;
  set_color(ImGuiCol_FrameBg, Color::raised);
  set_color(ImGuiCol_FrameBgHovered, Color::raised);
  set_color(ImGuiCol_FrameBgActive, Color::raised);
  colors[ImGuiCol_ScrollbarBg] = clear;
  set_color(ImGuiCol_ScrollbarGrab, Color::line);
  set_color(ImGuiCol_ScrollbarGrabHovered, Color::edge);
  set_color(ImGuiCol_ScrollbarGrabActive, Color::edge);
  set_color(ImGuiCol_Button, Color::raised);
  set_color(ImGuiCol_ButtonHovered, Color::hover);
  set_color(ImGuiCol_ButtonActive, Color::sel);
  set_color(ImGuiCol_SliderGrab, Color::ink);
  set_color(ImGuiCol_SliderGrabActive, Color::ink);
  set_color(ImGuiCol_Header, Color::sel);
  set_color(ImGuiCol_HeaderHovered, Color::hover);
  set_color(ImGuiCol_HeaderActive, Color::sel);
  set_color(ImGuiCol_TextSelectedBg, Color::sel);
  set_color(ImGuiCol_NavCursor, Color::client);
  set_color(ImGuiCol_InputTextCursor, Color::ink);
  colors[ImGuiCol_ModalWindowDimBg] = vec(with_alpha(theme_[Color::ink], 0.25f));
  style.FontSizeBase = font_size(Face::text, TextSize::sm);
  ImGui::GetStyle() = style;
}

ImVec2 Look::measure(TextStyle style, std::string_view text) const {
  return font(style.face)
      ->CalcTextSizeA(font_size(style.face, style.size), FLT_MAX, 0, text.data(), text.data() + text.size());
}

ImVec2 Look::draw(ImVec2 at, TextStyle style, std::string_view text) {
  return draw(at, style, text, color(style.color));
}

ImVec2 Look::draw(ImVec2 at, TextStyle style, std::string_view text, ImU32 color) {
  // A glyph that begins between two pixels is blurred.
  at = {std::floor(at.x), std::floor(at.y)};
  ImGui::GetWindowDrawList()->AddText(font(style.face), font_size(style.face, style.size), at, color,
                                      text.data(), text.data() + text.size());
  const ImVec2 size = measure(style, text);
  seen.note(SeenRole::text, text, at, at + size);
  return size;
}

void Look::draw_elided(ImVec2 at, float width, TextStyle style, std::string_view text) {
  draw_elided(at, width, style, text, color(style.color));
}

void Look::draw_elided(ImVec2 at, float width, TextStyle style, std::string_view text, ImU32 color) {
  const ImVec2 size = measure(style, text);
  if (size.x <= width) {
    draw(at, style, text, color);
    return;
  }
  constexpr std::string_view kEllipsis = "…";
  const float room = width - measure(style, kEllipsis).x;
  const char* end = text.data();
  font(style.face)
      ->CalcTextSizeA(font_size(style.face, style.size), room, 0, text.data(), text.data() + text.size(),
                      &end);
  std::string cut(text.data(), room > 0 ? end : text.data());
  ImGui::GetWindowDrawList()->AddText(font(style.face), font_size(style.face, style.size),
                                      {std::floor(at.x), std::floor(at.y)}, color,
                                      cut.append(kEllipsis).c_str());
  seen.note(SeenRole::text, text, at, at + ImVec2(width, size.y));
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      ImGui::IsMouseHoveringRect(at, at + ImVec2(width, size.y)))
    tooltip(*this, text);
}

void Look::draw_icon(ImVec2 middle, Icon icon, float size, ImU32 color) {
  ImFont* const face = font(Face::icon);
  const float height = fonts_.size(Face::icon, px(size));
  const ImVec2 extent = face->CalcTextSizeA(height, FLT_MAX, 0, icon.data(), icon.data() + icon.size());
  const ImVec2 at = {std::round(middle.x - extent.x / 2), std::round(middle.y - extent.y / 2)};
  ImGui::GetWindowDrawList()->AddText(face, height, at, color, icon.data(), icon.data() + icon.size());
}

std::vector<std::string_view> break_lines(const Look& look, TextStyle style, std::string_view text,
                                          float width) {
  ImFont* const font = look.font(style.face);
  const float size = look.font_size(style.face, style.size);
  std::vector<std::string_view> lines;
  while (true) {
    std::string_view rest = text.substr(0, text.find('\n'));
    text.remove_prefix(rest.size());
    do {
      const char* fits = rest.data();
      font->CalcTextSizeA(size, width, 0, rest.data(), rest.data() + rest.size(), &fits);
      std::size_t end =
          std::max<std::size_t>(static_cast<std::size_t>(fits - rest.data()), rest.empty() ? 0 : 1);
      if (end < rest.size() && rest[end] != ' ') {
        const std::size_t space = rest.substr(0, end).find_last_of(' ');
        if (space != rest.npos && space > 0) end = space;
      }
      lines.push_back(rest.substr(0, end));
      const std::size_t next = rest.find_first_not_of(' ', end);
      rest = next == rest.npos ? std::string_view() : rest.substr(next);
    } while (!rest.empty());
    if (text.empty()) return lines;
    text.remove_prefix(1);
  }
}

void tooltip(Look& look, std::string_view text) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(10), look.px(7)});
  if (ImGui::BeginTooltip()) {
    ImGui::PushFont(look.font(Face::text), look.font_size(Face::text, TextSize::s));
    ImGui::PushTextWrapPos(look.px(380));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
}

}  // namespace tlscam
