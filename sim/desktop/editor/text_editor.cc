#include "sim/desktop/editor/text_editor.h"

#include <imgui_internal.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <cmath>

namespace tlscam {
namespace {

constexpr TextStyle kStyle = {Face::mono, TextSize::code, Color::ink};
constexpr std::size_t kTab = 4;

Color color_of(PythonToken token) {
  switch (token) {
    case PythonToken::keyword:
      return Color::server;
    case PythonToken::string:
      return Color::proved;
    case PythonToken::number:
      return Color::half;
    case PythonToken::comment:
      return Color::soft;
    case PythonToken::definition:
      return Color::client;
    case PythonToken::self:
      return Color::exposed;
  }
  return Color::ink;
}

}  // namespace

void TextEditor::look_at(const std::string& text, bool python) {
  if (seen_ == text && seen_python_ == python) return;
  seen_ = text;
  seen_python_ = python;
  lines_.assign(1, 0);
  for (std::size_t end = 0; (end = text.find('\n', end)) != text.npos;) lines_.push_back(++end);
  longest_ = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::size_t size = (i + 1 < lines_.size() ? lines_[i + 1] : text.size()) - lines_[i];
    if (size <= most) continue;
    most = size;
    longest_ = i;
  }
  runs_ = python ? python_colours(text) : std::vector<PythonRun>();
  if (!needle_.empty()) find(needle_, text);
}

std::size_t TextEditor::line_of(std::size_t position) const {
  return static_cast<std::size_t>(std::upper_bound(lines_.begin(), lines_.end(), position) - lines_.begin()) -
         1;
}

void TextEditor::find(std::string needle, const std::string& text) {
  needle_ = std::move(needle);
  matches_.clear();
  if (!needle_.empty())
    for (std::size_t at = 0; (at = text.find(needle_, at)) != text.npos; at += needle_.size())
      matches_.push_back(at);
  const auto next = std::lower_bound(matches_.begin(), matches_.end(), cursor_);
  match_ = next == matches_.end() ? 0 : static_cast<std::size_t>(next - matches_.begin());
  shows_match_ = !matches_.empty();
}

void TextEditor::go_on(int step) {
  if (matches_.empty()) return;
  const std::size_t count = matches_.size();
  match_ = (match_ + count + static_cast<std::size_t>(step + static_cast<int>(count))) % count;
  cursor_ = matches_[match_];
  shows_match_ = true;
}

void TextEditor::select_match() {
  if (match_ < matches_.size()) select_ = {matches_[match_], matches_[match_] + needle_.size()};
  wants_focus_ = true;
}

void TextEditor::draw_matches(Look& look, const std::string& text, const Metrics& metrics) {
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    const std::size_t line = line_of(matches_[i]);
    const std::string_view before(text.data() + lines_[line], matches_[i] - lines_[line]);
    const ImVec2 at = {metrics.origin.x + look.measure(kStyle, before).x,
                       metrics.origin.y + metrics.line * static_cast<float>(line)};
    const ImVec2 end = at + ImVec2(look.measure(kStyle, needle_).x, metrics.line);
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, look.color(Color::sel), look.px(2));
    if (i == match_) ImGui::GetWindowDrawList()->AddRect(at, end, look.color(Color::half), look.px(2));
  }
}

// Only the lines that can be seen.
void TextEditor::draw_text(Look& look, const std::string& text, const Metrics& metrics) {
  ImDrawList* const list = ImGui::GetWindowDrawList();
  ImFont* const font = look.font(kStyle.face);
  const float size = look.font_size(kStyle.face, kStyle.size);
  const float top = ImGui::GetWindowPos().y;
  const float height = ImGui::GetWindowSize().y;
  const auto first =
      static_cast<std::size_t>(std::max(0.0f, std::floor((top - metrics.origin.y) / metrics.line)));
  const auto last = std::min(lines_.size(), first + static_cast<std::size_t>(height / metrics.line) + 2);
  const float left = ImGui::GetWindowPos().x;
  auto run = std::partition_point(runs_.begin(), runs_.end(), [&](const PythonRun& one) {
    return first < lines_.size() && one.begin + one.size <= lines_[first];
  });
  std::string shown;
  for (std::size_t i = first; i < last; ++i) {
    const float y = metrics.origin.y + metrics.line * static_cast<float>(i);
    const std::string number = std::to_string(i + 1);
    const float number_x =
        left + metrics.gutter - look.px(12) - metrics.letter * static_cast<float>(number.size());
    const std::size_t end = i + 1 < lines_.size() ? lines_[i + 1] - 1 : text.size();
    float x = metrics.origin.x;
    for (std::size_t at = lines_[i]; at < end;) {
      while (run != runs_.end() && run->begin + run->size <= at) ++run;
      const bool colored = run != runs_.end() && run->begin <= at;
      const std::size_t stop = run == runs_.end() ? end
                               : colored          ? std::min(end, run->begin + run->size)
                                                  : std::min(end, run->begin);
      const char* const begin = text.data() + at;
      list->AddText(font, size, {x, y}, look.color(colored ? color_of(run->token) : Color::ink), begin,
                    text.data() + stop);
      x += font->CalcTextSizeA(size, FLT_MAX, 0, begin, text.data() + stop).x;
      at = stop;
    }
    // Over the text that has been scrolled to the side.
    list->AddRectFilled({left, y}, {left + metrics.gutter - look.px(4), y + metrics.line},
                        look.color(Color::panel));
    list->AddText(font, size, {number_x, y}, look.color(Color::faint), number.c_str());
    if (look.seen.wanted) shown.append(text, lines_[i], end - lines_[i]).push_back('\n');
  }
  if (look.seen.wanted)
    look.seen.note(SeenRole::text, shown, metrics.origin, metrics.origin + ImVec2(height, height));
}

void TextEditor::scroll_to(std::size_t position, const std::string& text, const Metrics& metrics) {
  const std::size_t line = line_of(std::min(position, text.size()));
  const std::string_view before(text.data() + lines_[line], std::min(position, text.size()) - lines_[line]);
  const float y = metrics.line * static_cast<float>(line);
  const float x = ImGui::CalcTextSize(before.data(), before.data() + before.size()).x;
  const ImVec2 size = ImGui::GetWindowSize();
  if (y < ImGui::GetScrollY()) ImGui::SetScrollY(y);
  if (y + 3 * metrics.line > ImGui::GetScrollY() + size.y) ImGui::SetScrollY(y + 3 * metrics.line - size.y);
  const float room = size.x - metrics.gutter - 2 * metrics.letter;
  if (x < ImGui::GetScrollX()) ImGui::SetScrollX(std::max(0.0f, x - room / 4));
  if (x > ImGui::GetScrollX() + room) ImGui::SetScrollX(x - room * 3 / 4);
}

int TextEditor::on_field(ImGuiInputTextCallbackData* data) {
  static_cast<TextEditor*>(data->UserData)->take_field(*data);
  return 0;
}

void TextEditor::take_field(ImGuiInputTextCallbackData& data) {
  const auto at = static_cast<std::size_t>(data.CursorPos);
  const std::string_view text(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
  if (enter && at > 0 && text[at - 1] == '\n' && text.size() > seen_.size()) {
    const std::size_t begin = at < 2 ? 0 : text.rfind('\n', at - 2) + 1;
    const std::string indent =
        indent_after(text.substr(std::min(begin, at - 1), at - 1 - std::min(begin, at - 1)));
    data.InsertChars(data.CursorPos, indent.c_str());
  } else if (ImGui::IsKeyPressed(ImGuiKey_Tab) && at > 0 && text[at - 1] == '\t') {
    const std::size_t begin = text.rfind('\n', at - 1) + 1;
    const std::size_t column = at - 1 - begin;
    data.DeleteChars(data.CursorPos - 1, 1);
    data.InsertChars(data.CursorPos, std::string(kTab - column % kTab, ' ').c_str());
  } else if (ImGui::IsKeyPressed(ImGuiKey_PageDown) || ImGui::IsKeyPressed(ImGuiKey_PageUp)) {
    // The field is as high as its text, so that its own pages are the whole of it.
    const std::size_t line = line_of(std::min(cursor_, seen_.size()));
    const std::size_t column = cursor_ - lines_[line];
    const bool down = ImGui::IsKeyPressed(ImGuiKey_PageDown);
    const std::size_t target =
        down ? std::min(line + page_, lines_.size() - 1) : line - std::min(line, page_);
    const std::size_t end = target + 1 < lines_.size() ? lines_[target + 1] - 1 : text.size();
    data.CursorPos = static_cast<int>(std::min(lines_[target] + column, end));
    if (!ImGui::GetIO().KeyShift) data.SelectionStart = data.SelectionEnd = data.CursorPos;
  }
  if (select_ && select_->second <= text.size()) {
    data.SelectionStart = static_cast<int>(select_->first);
    data.SelectionEnd = data.CursorPos = static_cast<int>(select_->second);
  }
  select_.reset();
  cursor_moved_ = cursor_ != static_cast<std::size_t>(data.CursorPos);
  cursor_ = static_cast<std::size_t>(data.CursorPos);
}

bool TextEditor::draw(Look& look, std::string_view name, std::string& text, bool python,
                      std::uint64_t revision) {
  look_at(text, python);
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::PushFont(look.font(kStyle.face), look.font_size(kStyle.face, kStyle.size));
  ImGui::BeginChild("editor", {0, 0}, 0, ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav);
  const float letter = ImGui::CalcTextSize("M").x;
  const float line = ImGui::GetTextLineHeight();
  const auto digits = static_cast<float>(std::to_string(lines_.size()).size());
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float padding = look.px(8);
  Metrics metrics{letter, line, letter * std::max(digits, 2.0f) + look.px(24), {}};
  metrics.origin = {start.x + metrics.gutter, start.y + padding};
  const std::size_t longest_end = longest_ + 1 < lines_.size() ? lines_[longest_ + 1] : text.size();
  const float text_width =
      ImGui::CalcTextSize(text.data() + lines_[longest_], text.data() + longest_end).x + 4 * letter;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 size = {std::max(room.x - metrics.gutter, text_width),
                       std::max(room.y, line * static_cast<float>(lines_.size() + 2) + 2 * padding)};
  page_ = static_cast<std::size_t>(std::max(1.0f, ImGui::GetWindowSize().y / line - 2));

  draw_matches(look, text, metrics);
  ImGui::SetCursorScreenPos({metrics.origin.x, start.y});
  const ImGuiID id = ImGui::GetID("##text");
  // In a field Escape would undo everything that was typed since it got the keyboard.
  if (active_ && ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::ClearActiveID();
  if (revision_ != revision) {
    revision_ = revision;
    if (ImGuiInputTextState* const state = ImGui::GetInputTextState(id))
      state->ReloadUserBufAndKeepSelection();
  }
  ImGui::PushStyleColor(ImGuiCol_Text, IM_COL32_BLACK_TRANS);
  for (const ImGuiCol color : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive})
    ImGui::PushStyleColor(color, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, with_alpha(look.color(Color::client), 0.24f));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, padding});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
  if (std::exchange(wants_focus_, false)) ImGui::SetKeyboardFocusHere();
  const bool edited =
      ImGui::InputTextMultiline("##text", &text, size,
                                ImGuiInputTextFlags_AllowTabInput | ImGuiInputTextFlags_CallbackAlways |
                                    ImGuiInputTextFlags_NoHorizontalScroll,
                                &TextEditor::on_field, this);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(5);
  active_ = ImGui::IsItemActive();
  look.seen.note(SeenRole::field, name, metrics.origin, metrics.origin + size);
  if (edited) look_at(text, python);
  draw_text(look, text, metrics);
  if (std::exchange(cursor_moved_, false)) scroll_to(cursor_, text, metrics);
  if (std::exchange(shows_match_, false) && match_ < matches_.size())
    scroll_to(matches_[match_], text, metrics);
  ImGui::EndChild();
  ImGui::PopFont();
  ImGui::PopID();
  return edited;
}

}  // namespace tlscam
