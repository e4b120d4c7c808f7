#include "sim/desktop/panels/field_tree_view.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "sim/desktop/look/owned_keys.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/layer_color.h"
#include "sim/words/part.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

constexpr float kRow = 24;       // CSS pixels
constexpr float kIndent = 13;    // for each level
constexpr double kTyping = 0.7;  // seconds after which letters begin anew

bool begins_with(const std::string& label, const std::string& typed) {
  if (label.size() < typed.size()) return false;
  return std::equal(typed.begin(), typed.end(), label.begin(), [](unsigned char one, unsigned char other) {
    return std::tolower(one) == std::tolower(other);
  });
}

std::string label_of(const MessageView& message, FieldPlace place) {
  const PartView& part = message.parts[place.part];
  return place.field < 0 ? part.title : part.fields[static_cast<std::size_t>(place.field)].label;
}

}  // namespace

void FieldTreeView::draw(Stage& stage) {
  ReadMessage& message = stage.reading->shown();
  if (!message.message()) return;
  Look& look = stage.look;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, look.px(6)});
  ImGui::BeginChild("tree", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = look.px(kRow);
  const std::size_t count = message.rows().size();

  // The tree is one item, so that Tab stops at it once and the arrow keys are its own.
  ImGui::SetCursorScreenPos({at.x, at.y + ImGui::GetScrollY()});
  ImGui::InvisibleButton("fields", {width, std::max(1.0f, ImGui::GetWindowHeight() - look.px(12))},
                         ImGuiButtonFlags_EnableNav);
  const bool by_mouse = ImGui::IsItemHovered() && ImGui::IsMouseClicked(0);
  take_keys(message);
  const bool has_keyboard = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
  const float mouse_y = ImGui::GetIO().MousePos.y - at.y;
  const auto under_mouse =
      ImGui::IsItemHovered() && mouse_y >= 0 ? static_cast<std::size_t>(mouse_y / height) : count;
  if (by_mouse && under_mouse < message.rows().size()) {
    const FieldRow row = message.rows()[under_mouse];
    const float fold = at.x + look.px(4 + kIndent * static_cast<float>(row.level));
    const float x = ImGui::GetIO().MousePos.x;
    if (row.opens && ((x >= fold && x < fold + look.px(20)) || ImGui::IsMouseDoubleClicked(0)))
      message.toggle(row.place);
    if (x < fold || x >= fold + look.px(20)) {
      in_view_ = message.revision() + 1;  // it is in sight
      message.select(row.place);
    }
  }

  const auto& rows = message.rows();
  const auto first = static_cast<std::size_t>(std::max(0.0f, ImGui::GetScrollY() / height - 1));
  const auto last =
      std::min(rows.size(), first + static_cast<std::size_t>(ImGui::GetWindowHeight() / height) + 3);
  for (std::size_t i = first; i < last; ++i) {
    const ImVec2 row_at = {at.x, at.y + height * static_cast<float>(i)};
    draw_row(stage, rows[i], row_at, width, under_mouse == i);
    if (has_keyboard && message.selected() == rows[i].place)
      ImGui::GetWindowDrawList()->AddRect(row_at, row_at + ImVec2(width, height), look.color(Color::edge));
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height * static_cast<float>(count)});
  if (message.message()->left_out > 0) {
    ImGui::Indent(look.px(16));
    wrapped(look, words<"wire.left_out">({.count = message.message()->left_out}),
            {Face::text, TextSize::sm, Color::soft});
    ImGui::Unindent(look.px(16));
  }
  ImGui::Dummy({1, 1});

  if (std::exchange(in_view_, message.revision()) != message.revision())
    if (const auto row = message.selected_row()) {
      const float y = height * static_cast<float>(*row);
      const float shown = ImGui::GetWindowHeight() - look.px(12);
      if (y < ImGui::GetScrollY()) ImGui::SetScrollY(y);
      if (y + height > ImGui::GetScrollY() + shown) ImGui::SetScrollY(y + height - shown);
    }
  ImGui::EndChild();
}

void FieldTreeView::draw_row(Stage& stage, const FieldRow& row, ImVec2 at, float width, bool pointed) {
  Look& look = stage.look;
  const ReadMessage& message = stage.reading->shown();
  const PartView& part = message.message()->parts[row.place.part];
  const FieldView* const field =
      row.place.field < 0 ? nullptr : &part.fields[static_cast<std::size_t>(row.place.field)];
  const bool selected = message.selected() == row.place;
  const bool broken = field ? field->broken : part.kind == PartKind::unreadable;
  const ImVec2 end = at + ImVec2(width, look.px(kRow));
  ImDrawList* const list = ImGui::GetWindowDrawList();
  if (selected || pointed) list->AddRectFilled(at, end, look.color(selected ? Color::sel : Color::hover));
  const float middle = (at.y + end.y) / 2;
  float x = at.x + look.px(4 + kIndent * static_cast<float>(row.level));
  if (row.opens)
    look.draw_icon({x + look.px(9), middle}, row.open ? icon::chevron_down : icon::chevron_right, 12,
                   look.color(Color::faint));
  x += look.px(24);
  if (field)
    list->AddRectFilled({x, middle - look.px(8)}, {x + look.px(4), middle + look.px(8)},
                        layer_color(look, field->layer), look.px(2));
  x += look.px(10);
  const std::string label = field ? field->label : part.title;
  const TextStyle style = {field ? Face::text : Face::strong, TextSize::sm,
                           broken ? Color::failed : Color::ink};
  const ImVec2 extent = look.measure(style, label);
  const float room = end.x - look.px(12) - x;
  look.draw_elided({x, middle - extent.y / 2}, room, style, label);
  std::string value = field ? field->value : words<"part.bytes">({.count = part.bytes.size()});
  if (broken && field) value = words<"wire.broken">() + value;
  const TextStyle mono = {Face::mono, TextSize::s,
                          broken     ? Color::failed
                          : selected ? Color::ink
                                     : Color::soft};
  const ImVec2 value_extent = look.measure(mono, value);
  const float left = std::max(x + extent.x + look.px(10), end.x - look.px(12) - value_extent.x);
  if (left < end.x - look.px(30))
    look.draw_elided({left, middle - value_extent.y / 2}, end.x - look.px(12) - left, mono, value);
  look.seen.note(SeenRole::row, label, at, end, true, selected);
}

void FieldTreeView::take_keys(ReadMessage& message) {
  if (!own_keys({ImGuiKey_DownArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home,
                 ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown}))
    return;
  const auto& rows = message.rows();
  const auto current = message.selected_row();
  if (!current) {
    if (own_key_pressed(ImGuiKey_DownArrow) && !rows.empty()) message.select(rows.front().place);
    return;
  }
  const auto to = [&](std::size_t at) { message.select(rows[std::min(at, rows.size() - 1)].place); };
  const FieldRow row = rows[*current];
  if (own_key_pressed(ImGuiKey_DownArrow)) return to(*current + 1);
  if (own_key_pressed(ImGuiKey_UpArrow)) return to(*current - std::min<std::size_t>(*current, 1));
  if (own_key_pressed(ImGuiKey_PageDown)) return to(*current + 10);
  if (own_key_pressed(ImGuiKey_PageUp)) return to(*current - std::min<std::size_t>(*current, 10));
  if (own_key_pressed(ImGuiKey_Home)) return to(0);
  if (own_key_pressed(ImGuiKey_End)) return to(rows.size() - 1);
  if (own_key_pressed(ImGuiKey_RightArrow) && row.opens) {
    if (row.open) return to(*current + 1);
    return message.toggle(row.place);
  }
  if (own_key_pressed(ImGuiKey_LeftArrow)) {
    if (row.opens && row.open) return message.toggle(row.place);
    for (std::size_t at = *current; at-- > 0;)
      if (rows[at].level < row.level) return to(at);
    return;
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Enter) && row.opens) return message.toggle(row.place);
  take_letters(message);
}

void FieldTreeView::take_letters(ReadMessage& message) {
  for (const ImWchar letter : ImGui::GetIO().InputQueueCharacters) {
    const auto row = message.selected_row();
    if (letter == '*' && row) return message.open_level(message.rows()[*row].level);
    if (letter > 127 || !std::isalnum(static_cast<unsigned char>(letter))) continue;
    const double now = ImGui::GetTime();
    if (now - std::exchange(typed_at_, now) > kTyping) typed_.clear();
    typed_ += static_cast<char>(letter);
    const std::size_t count = message.rows().size();
    const std::size_t from = row.value_or(0) + (typed_.size() == 1 ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) {
      const FieldPlace place = message.rows()[(from + i) % count].place;
      if (!begins_with(label_of(*message.message(), place), typed_)) continue;
      message.select(place);
      break;
    }
  }
}

}  // namespace tlscam
