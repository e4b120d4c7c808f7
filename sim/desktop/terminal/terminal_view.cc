#include "sim/desktop/terminal/terminal_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/utf8.h"

namespace tlscam {
namespace {

struct SpecialKey {
  ImGuiKey key;
  std::string_view bytes;
};
constexpr std::array kSpecialKeys = {
    SpecialKey{ImGuiKey_Enter, "\r"},         SpecialKey{ImGuiKey_KeypadEnter, "\r"},
    SpecialKey{ImGuiKey_Backspace, "\x7f"},   SpecialKey{ImGuiKey_Tab, "\t"},
    SpecialKey{ImGuiKey_Escape, "\x1b"},      SpecialKey{ImGuiKey_UpArrow, "\x1b[A"},
    SpecialKey{ImGuiKey_DownArrow, "\x1b[B"}, SpecialKey{ImGuiKey_RightArrow, "\x1b[C"},
    SpecialKey{ImGuiKey_LeftArrow, "\x1b[D"}, SpecialKey{ImGuiKey_Home, "\x1b[H"},
    SpecialKey{ImGuiKey_End, "\x1b[F"},       SpecialKey{ImGuiKey_Delete, "\x1b[3~"},
    SpecialKey{ImGuiKey_PageUp, "\x1b[5~"},   SpecialKey{ImGuiKey_PageDown, "\x1b[6~"},
};

Bytes bytes_of(std::string_view text) {
  return Bytes(text.begin(), text.end());
}

ImU32 color_of(Look& look, const TerminalCell& cell) {
  constexpr std::array kPalette = {Color::ink,    Color::failed, Color::proved, Color::half,
                                   Color::client, Color::server, Color::client, Color::soft,
                                   Color::faint,  Color::failed, Color::proved, Color::half,
                                   Color::client, Color::server, Color::client, Color::ink};
  return look.color(cell.color < 0 ? Color::ink : kPalette[static_cast<unsigned char>(cell.color)]);
}

}  // namespace

void TerminalView::take_keys() {
  ImGuiIO& io = ImGui::GetIO();
  std::string typed;
  const bool control = io.KeyCtrl && !io.KeyAlt && !io.KeySuper;
  if (control && io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_C))
    return ImGui::SetClipboardText(selected_text().c_str());
  if (control && io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_V)) {
    if (const char* const clipboard = ImGui::GetClipboardText()) typed += clipboard;
    std::replace(typed.begin(), typed.end(), '\n', '\r');
  } else if (control) {
    for (int key = ImGuiKey_A; key <= ImGuiKey_Z; ++key)
      if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key)))
        typed.push_back(static_cast<char>(key - ImGuiKey_A + 1));
    // Ctrl-K is the palette's.
    std::erase(typed, '\x0b');
  } else {
    for (const ImWchar character : io.InputQueueCharacters)
      if (character >= 0x20) append_utf8(typed, character);
  }
  for (const SpecialKey& special : kSpecialKeys)
    if (ImGui::IsKeyPressed(special.key)) typed += special.bytes;
  io.InputQueueCharacters.resize(0);
  if (typed.empty()) return;
  follows_ = true;
  if (on_keys) on_keys(bytes_of(typed));
}

void TerminalView::draw_line(Look& look, const TerminalLine& line, ImVec2 at, ImVec2 cell) {
  ImDrawList* const list = ImGui::GetWindowDrawList();
  // A stretch in one colour is drawn at once.
  for (std::size_t begin = 0; begin < line.size();) {
    std::size_t end = begin + 1;
    const auto same = [&](const TerminalCell& other) {
      return other.color == line[begin].color && other.bold == line[begin].bold &&
             other.reverse == line[begin].reverse;
    };
    while (end < line.size() && same(line[end])) ++end;
    const std::string text = terminal_text(TerminalLine(line.begin() + static_cast<std::ptrdiff_t>(begin),
                                                        line.begin() + static_cast<std::ptrdiff_t>(end)));
    if (!text.empty()) {
      const Face face = line[begin].bold ? Face::mono_strong : Face::mono;
      list->AddText(look.font(face), look.font_size(face, TextSize::code),
                    {at.x + cell.x * static_cast<float>(begin), at.y}, color_of(look, line[begin]),
                    text.data(), text.data() + text.size());
    }
    begin = end;
  }
}

std::string TerminalView::selected_text() const {
  if (from_ == to_) return screen.text(0, screen.lines());
  const auto [first, last] = std::minmax(from_, to_);
  std::string text;
  for (std::size_t i = first.line; i <= last.line && i < screen.lines(); ++i) {
    TerminalLine line = screen.line(i);
    if (i == last.line) line.resize(std::min(line.size(), static_cast<std::size_t>(last.column)));
    if (i == first.line)
      line.erase(line.begin(), line.begin() + std::min<std::ptrdiff_t>(
                                                  first.column, static_cast<std::ptrdiff_t>(line.size())));
    text += terminal_text(line);
    if (i != last.line) text += '\n';
  }
  return text;
}

void TerminalView::select(ImVec2 origin, ImVec2 cell, std::size_t lines) {
  const ImVec2 mouse = ImGui::GetMousePos();
  const Position at = {
      static_cast<std::size_t>(std::clamp((mouse.y - origin.y) / cell.y, 0.0f, static_cast<float>(lines))),
      static_cast<int>(
          std::clamp((mouse.x - origin.x) / cell.x + 0.5f, 0.0f, static_cast<float>(screen.columns())))};
  if (ImGui::IsItemClicked()) {
    from_ = to_ = at;
    selecting_ = true;
  }
  if (selecting_) to_ = at;
  if (!ImGui::IsMouseDown(0)) selecting_ = false;
}

void TerminalView::draw(Look& look, std::string_view name) {
  constexpr TextStyle kStyle = {Face::mono, TextSize::code, Color::ink};
  const ImVec2 letter = look.measure(kStyle, "M");
  const ImVec2 cell = {letter.x, std::ceil(letter.y * 1.12f)};
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(16), look.px(12)});
  ImGui::BeginChild("terminal", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding, ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  const ImVec2 room = {ImGui::GetWindowSize().x - look.px(32), ImGui::GetWindowSize().y - look.px(24)};
  const int columns = static_cast<int>(room.x / cell.x);
  if (columns != screen.columns() && on_width) on_width(std::max(columns, 10));
  screen.resize(columns, static_cast<int>(room.y / cell.y));

  const std::size_t lines = screen.lines();
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const ImVec2 size = {room.x, std::max(room.y, cell.y * static_cast<float>(lines))};
  if (wants_focus_) ImGui::SetKeyboardFocusHere();
  ImGui::InvisibleButton("screen", size);
  const bool focused = ImGui::IsWindowFocused();
  if (std::exchange(wants_focus_, false)) ImGui::SetWindowFocus();
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  select(origin, cell, lines);
  if (focused) {
    ImGui::GetIO().WantTextInput = true;
    take_keys();
  }

  ImDrawList* const list = ImGui::GetWindowDrawList();
  const float top = ImGui::GetScrollY();
  const auto first = static_cast<std::size_t>(std::max(0.0f, top / cell.y - 1));
  const auto last = std::min(lines, first + static_cast<std::size_t>(room.y / cell.y) + 4);
  const auto [mark_begin, mark_end] = std::minmax(from_, to_);
  for (std::size_t i = first; i < last; ++i) {
    const ImVec2 at = {origin.x, origin.y + cell.y * static_cast<float>(i)};
    if (mark_begin != mark_end && i >= mark_begin.line && i <= mark_end.line) {
      const int begin = i == mark_begin.line ? mark_begin.column : 0;
      const int end = i == mark_end.line ? mark_end.column : screen.columns();
      list->AddRectFilled({at.x + cell.x * static_cast<float>(begin), at.y},
                          {at.x + cell.x * static_cast<float>(end), at.y + cell.y},
                          with_alpha(look.color(Color::client), 0.25f));
    }
    draw_line(look, screen.line(i), at, cell);
  }
  if (screen.cursor_visible()) {
    const ImVec2 at = {origin.x + cell.x * static_cast<float>(screen.cursor_column()),
                       origin.y + cell.y * static_cast<float>(screen.cursor_line())};
    if (focused)
      list->AddRectFilled(at, {at.x + look.px(2), at.y + cell.y - look.px(2)}, look.color(Color::ink));
    else
      list->AddRectFilled(at, {at.x + look.px(1), at.y + cell.y - look.px(2)}, look.color(Color::faint));
  }
  if (look.seen.wanted)
    look.seen.note(SeenRole::terminal, std::string(name) + "\n" + screen.text(first, last), origin,
                   origin + size);

  if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel > 0) follows_ = false;
  if (top >= ImGui::GetScrollMaxY() - 1) follows_ = true;
  if (seen_revision_ != screen.revision()) {
    seen_revision_ = screen.revision();
    if (from_ != to_ && !selecting_) from_ = to_ = {};
    if (follows_) ImGui::SetScrollY(size.y);
  }
  ImGui::EndChild();
  ImGui::PopID();
}

}  // namespace tlscam
