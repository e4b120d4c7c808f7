#include "sim/desktop/panels/message_panes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/packet_list.h"
#include "sim/words/page.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

constexpr float kHead = 33;  // CSS pixels
constexpr float kBytes = 336;

std::string title_of(const Stage& stage, const ConversationSnapshot* conversation) {
  if (stage.wire.tab == WireTab::certificate)
    return stage.wire.certificate ? stage.wire.certificate->name : "";
  if (!conversation)
    return words<"wire.frame">({.number = std::to_string(stage.wire.packet.value_or(0) + 1)});
  const LadderEntrySnapshot* const entry = stage.desk.entry();
  return entry ? entry->name : "";
}

// Whether there is a message before the selected one, or behind it.
bool has_neighbour(const Stage& stage, const ConversationSnapshot* conversation, int step) {
  if (!conversation) return PacketList::has(stage, step);
  const LadderEntrySnapshot* const entry = stage.desk.entry();
  if (!entry) return false;
  return step < 0 ? entry != &conversation->entries.front() : entry != &conversation->entries.back();
}

}  // namespace

void MessagePanes::draw(Stage& stage, const ConversationSnapshot* conversation, int panes) {
  Look& look = stage.look;
  draw_head(stage, conversation, panes);
  const WireReading& reading = *stage.reading;
  if (!reading.problem().empty() || !reading.shown().message()) {
    const std::string waits = stage.wire.tab == WireTab::certificate ? words<"wire.reading_certificate">()
                              : conversation                         ? words<"wire.reading_message">()
                                                                     : words<"wire.reading_packet">();
    ImGui::SetCursorScreenPos(ImGui::GetCursorScreenPos() + ImVec2(look.px(18), look.px(16)));
    wrapped(look, reading.problem().empty() ? waits : reading.problem(),
            {Face::text, TextSize::sm, Color::soft}, ImGui::GetContentRegionAvail().x - look.px(18));
    return;
  }
  if (panes == 1) {
    draw_tabs(look);
    return draw_pane(stage, conversation, pane_);
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const auto place = [&](Pane pane, ImVec2 from, ImVec2 size) {
    ImGui::SetCursorScreenPos(at + from);
    ImGui::PushID(static_cast<int>(pane));
    ImGui::BeginChild("pane", size);
    draw_pane(stage, conversation, pane);
    ImGui::EndChild();
    ImGui::PopID();
    if (from.x > 0)
      list->AddLine(at + from, {at.x + from.x, at.y + from.y + size.y}, look.color(Color::line2));
  };
  // As the page's grid: the bytes are never narrower than eight of them.
  if (panes == 2) {
    const float right = std::max(look.px(kBytes), std::floor(room.x / 2));
    const float half = std::floor(room.y / 2);
    place(Pane::fields, {0, 0}, {room.x - right, room.y});
    place(Pane::bytes, {room.x - right, 0}, {right, half});
    place(Pane::explanation, {room.x - right, half}, {right, room.y - half});
    list->AddLine({at.x + room.x - right, at.y + half}, {at.x + room.x, at.y + half},
                  look.color(Color::line2));
    return;
  }
  const float bytes = std::max(look.px(kBytes), std::floor(room.x / 3.15f));
  const float fields = std::floor((room.x - bytes) * 1.25f / 2.15f);
  place(Pane::fields, {0, 0}, {fields, room.y});
  place(Pane::bytes, {fields, 0}, {bytes, room.y});
  place(Pane::explanation, {fields + bytes, 0}, {room.x - fields - bytes, room.y});
}

void MessagePanes::draw_head(Stage& stage, const ConversationSnapshot* conversation, int panes) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float button_y = at.y + look.px(3);
  const bool of_certificate = stage.wire.tab == WireTab::certificate;
  float left = at.x + look.px(16);
  if (panes == 1 && !of_certificate) {
    const std::string back = conversation ? words<"wire.messages">() : words<"wire.packets">();
    const ButtonStyle style = {.icon = icon::chevron_left, .small = true};
    ImGui::SetCursorScreenPos({at.x + look.px(8), button_y});
    if (button(look, back, style)) {
      if (conversation)
        stage.desk.selection.entry.reset();
      else
        stage.wire.packet.reset();
    }
    left = at.x + look.px(16) + button_size(look, back, style).x;
  }
  float right = at.x + width - look.px(8);
  if (of_certificate) {
    right -= look.px(26);
    ImGui::SetCursorScreenPos({right, button_y});
    if (icon_button(look, icon::close,
                    words<"wire.close_certificate">({.name = title_of(stage, conversation)}))) {
      stage.wire.certificate.reset();
      stage.wire.tab = WireTab::messages;
    }
  } else {
    const std::string previous =
        conversation ? words<"wire.previous_message">() : words<"wire.previous_packet">();
    const std::string next = conversation ? words<"wire.next_message">() : words<"wire.next_packet">();
    right -= look.px(54);
    for (const int step : {-1, 1}) {
      ImGui::SetCursorScreenPos({right + (step > 0 ? look.px(28) : 0), button_y});
      const std::string name = fmt::format("{}  {}", step < 0 ? previous : next,
                                           conversation ? (step < 0 ? "[" : "]") : (step < 0 ? "{" : "}"));
      if (!icon_button(look, step < 0 ? icon::chevron_left : icon::chevron_right, name,
                       has_neighbour(stage, conversation, step)))
        continue;
      if (conversation)
        stage.desk.select_neighbour(step);
      else
        PacketList::step(stage, step);
    }
  }
  if (stage.reading->shown().keys_open_something()) {
    const TextStyle style = {Face::text, TextSize::xs, Color::soft};
    right -= look.measure(style, words<"wire.eavesdropper">()).x +
             look.measure(style, words<"wire.with_keys">()).x + look.px(88);
    ImGui::SetCursorScreenPos({right, at.y + look.px(4)});
    draw_who_reads(stage);
  }
  const TextStyle strong = {Face::strong, TextSize::sm, Color::ink};
  const std::string title = title_of(stage, conversation);
  look.draw_elided({left, at.y + (look.px(kHead) - look.measure(strong, title).y) / 2},
                   right - left - look.px(8), strong, title);
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(kHead - 1)});
  hairline(look);
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(kHead)});
}

void MessagePanes::draw_who_reads(Stage& stage) {
  Look& look = stage.look;
  ReadMessage& message = stage.reading->shown();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = look.px(24);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  float x = at.x;
  for (const bool with_keys : {false, true}) {
    const std::string name = with_keys ? words<"wire.with_keys">() : words<"wire.eavesdropper">();
    const bool on = message.with_keys() == with_keys;
    const TextStyle style = {on ? Face::strong : Face::text, TextSize::xs, on ? Color::ink : Color::soft};
    const float width = look.measure({Face::text, TextSize::xs}, name).x + look.px(40);
    ImGui::SetCursorScreenPos({x, at.y});
    ImGui::PushID(with_keys);
    if (ImGui::InvisibleButton("who reads", {width, height}, ImGuiButtonFlags_EnableNav))
      message.set_keys(with_keys);
    ImGui::PopID();
    const ImVec2 end = {x + width, at.y + height};
    if (on || ImGui::IsItemHovered())
      list->AddRectFilled({x, at.y}, end, look.color(Color::hover), look.px(look.theme().radius));
    look.draw_icon({x + look.px(14), at.y + height / 2}, with_keys ? icon::file_key : icon::eye, 13,
                   look.color(style.color));
    const ImVec2 extent = look.measure(style, name);
    list->AddText(look.font(style.face), look.font_size(style.face, style.size),
                  {std::floor(x + look.px(25)), std::floor(at.y + (height - extent.y) / 2)},
                  look.color(style.color), name.c_str());
    look.seen.note(SeenRole::button, name, {x, at.y}, end, true, on);
    x = end.x;
  }
  list->AddRect(at, {x, at.y + height}, look.color(Color::line), look.px(look.theme().radius));
}

void MessagePanes::draw_tabs(Look& look) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const auto one = [&](const std::string& name, Pane pane) {
    if (tab(look, name, pane_ == pane)) pane_ = pane;
    ImGui::SameLine(0, 0);
  };
  ImGui::SetCursorScreenPos({at.x + look.px(4), at.y});
  one(words<"wire.fields">(), Pane::fields);
  one(words<"wire.bytes">(), Pane::bytes);
  one(words<"wire.explanation">(), Pane::explanation);
  ImGui::PopStyleVar();
  const float height = look.px(look.theme().tabs);
  ImGui::SetCursorScreenPos({at.x, at.y + height - 1});
  hairline(look);
  ImGui::SetCursorScreenPos({at.x, at.y + height});
}

void MessagePanes::draw_pane(Stage& stage, const ConversationSnapshot* conversation, Pane pane) {
  switch (pane) {
    case Pane::fields:
      return tree_.draw(stage);
    case Pane::bytes:
      return bytes_.draw(stage);
    case Pane::explanation:
      return explanation_.draw(stage, conversation);
  }
}

}  // namespace tlscam
