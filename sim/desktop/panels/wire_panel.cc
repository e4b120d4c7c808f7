#include "sim/desktop/panels/wire_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/wire_list.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

// CSS pixels.
constexpr float kList = 340;    // the messages, beside one that is read
constexpr float kNarrow = 700;  // below this a message takes the place of the list
constexpr float kCardLabel = 122;

void upright(Look& look, ImVec2 at, float height) {
  ImGui::GetWindowDrawList()->AddLine(at, {at.x, at.y + height}, look.color(Color::line2));
}

}  // namespace

void WirePanel::draw(Stage& stage) {
  take_dropped(stage);
  note_capture(stage);
  bar_.draw(stage);
  if (stage.wire.tab == WireTab::certificate && !stage.wire.certificate) stage.wire.tab = WireTab::messages;
  if (stage.wire.tab == WireTab::certificate) {
    stage.reading->read_certificate(stage.wire.certificate->name, stage.wire.certificate->bytes);
    const ImVec2 size = ImGui::GetContentRegionAvail();
    return draw_reading(stage, nullptr, ImGui::GetCursorScreenPos(), size,
                        MessagePanes::panes_in(size.x / stage.look.scale()));
  }
  if (stage.wire.tab == WireTab::packets) return draw_packets(stage);
  const ConversationSnapshot* const conversation = stage.desk.conversation();
  if (!conversation) return draw_empty(stage);
  const LadderEntrySnapshot* const entry = stage.desk.entry();
  if (entry)
    stage.reading->read(*conversation, *entry);
  else
    stage.reading->forget();
  verdict_.draw(stage, *conversation);
  draw_conversation(stage, *conversation);
}

void WirePanel::take_dropped(Stage& stage) {
  // A capture goes here wherever it is dropped, and a key log where a capture is open.
  const bool has_capture =
      stage.reading->capture() || std::any_of(stage.dropped.begin(), stage.dropped.end(), is_capture);
  const bool here = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows);
  std::vector<std::string> taken;
  std::erase_if(stage.dropped, [&](const std::string& path) {
    const bool takes = is_capture(path) || (here && (has_capture || !is_key_log(path)));
    if (takes) taken.push_back(path);
    return takes;
  });
  if (!taken.empty()) stage.reading->open_files(taken);
}

void WirePanel::note_capture(Stage& stage) {
  const OpenCapture* const capture = stage.reading->capture();
  if (std::exchange(seen_capture_, capture) == capture) return;
  stage.wire.packet.reset();
  if (!capture) return;
  stage.wire_collapsed = false;
  stage.wire.tab = capture->conversations->empty() ? WireTab::packets : WireTab::messages;
}

void WirePanel::draw_reading(Stage& stage, const ConversationSnapshot* conversation, ImVec2 at, ImVec2 size,
                             int panes) {
  ImGui::SetCursorScreenPos(at);
  ImGui::BeginChild("reading", size);
  panes_.draw(stage, conversation, panes);
  ImGui::EndChild();
}

void WirePanel::draw_packets(Stage& stage) {
  Look& look = stage.look;
  PacketList::read_selected(stage);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (!stage.wire.packet) return packets_.draw(stage);
  if (room.x < look.px(kNarrow)) return draw_reading(stage, nullptr, at, room, 1);
  const float list = look.px(kList);
  ImGui::BeginChild("packets", {list, room.y});
  packets_.draw(stage);
  ImGui::EndChild();
  draw_reading(stage, nullptr, {at.x + list, at.y}, {room.x - list, room.y},
               MessagePanes::panes_in((room.x - list) / look.scale()));
  upright(look, {at.x + list, at.y}, room.y);
}

void WirePanel::draw_conversation(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool reads = stage.desk.entry() != nullptr;
  const bool sides = stage.wire.tab == WireTab::sides;
  if (reads && room.x < look.px(kNarrow)) return draw_reading(stage, &conversation, at, room, 1);
  const float left = sides   ? reads ? std::floor(room.x * 1.2f / 2.2f) : room.x
                     : reads ? look.px(kList)
                             : std::floor(std::max(look.px(320), room.x * 1.15f / 2.15f));
  ImGui::BeginChild("messages", {left, room.y});
  if (sides)
    sides_.draw(stage, conversation);
  else if (stage.wire.as_list)
    draw_message_list(stage, conversation);
  else
    ladder_.draw(stage, conversation);
  ImGui::EndChild();
  if (left >= room.x) return;
  const ImVec2 right = {at.x + left, at.y};
  const ImVec2 rest = {room.x - left, room.y};
  if (reads) {
    const float width = sides ? room.x * 0.45f : rest.x;
    draw_reading(stage, &conversation, right, rest, MessagePanes::panes_in(width / look.scale()));
  } else {
    ImGui::SetCursorScreenPos(right);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(18), look.px(12)});
    ImGui::BeginChild("card", rest, ImGuiChildFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
    draw_card(stage, conversation);
    ImGui::EndChild();
  }
  upright(look, right, room.y);
}

void WirePanel::draw_card(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  std::string protocol = conversation.version;
  if (protocol.empty()) {
    protocol = name_of(conversation.protocol);
    for (char& letter : protocol)
      letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, look.px(3)});
  text(look,
       words<"wire.client_and_server">(
           {.client = conversation.client.name, .server = end_words(conversation.server)}),
       {Face::strong, TextSize::m, Color::ink});
  gap(look, 2);
  fact(look, words<"wire.column_protocol">(), protocol, kCardLabel);
  if (!conversation.cipher_suite.empty())
    fact(look, words<"wire.cipher_suite">(), conversation.cipher_suite, kCardLabel);
  if (!conversation.server_name.empty())
    fact(look, words<"wire.asked_name">(), conversation.server_name, kCardLabel);
  fact(look, words<"wire.began">(), time_of_day(conversation.started), kCardLabel);
  fact(look, words<"wire.client">(),
       fmt::format("{}:{}", conversation.client.address, conversation.client.port), kCardLabel);
  fact(look, words<"wire.server">(),
       fmt::format("{}:{}", conversation.server.address, conversation.server.port), kCardLabel);
  fact(look, words<"wire.messages">(), std::to_string(conversation.entries.size()), kCardLabel);
  ImGui::PopStyleVar();
  gap(look, 8);
  stage.flow.draw(look, words<"wire.tip">(), {Face::text, TextSize::sm, Color::soft});
}

void WirePanel::draw_empty(Stage& stage) {
  stage.reading->forget();
  Look& look = stage.look;
  const OpenCapture* const capture = stage.reading->capture();
  const std::string title = capture ? words<"wire.file_empty">() : words<"wire.empty">();
  const std::string note =
      capture ? words<"wire.file_empty_note">({.file = capture->name}) : words<"wire.empty_note">();
  const float width = std::min(look.px(380), ImGui::GetContentRegionAvail().x - look.px(40));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float x = std::floor(at.x + (room.x - width) / 2);
  float y = at.y + std::max(look.px(20), room.y / 2 - look.px(60));
  const TextStyle strong = {Face::text, TextSize::m, Color::ink};
  look.draw({std::floor(at.x + (room.x - look.measure(strong, title).x) / 2), y}, strong, title);
  ImGui::SetCursorScreenPos({x, y + look.px(28)});
  wrapped(look, note, {Face::text, TextSize::sm, Color::soft}, width);
}

}  // namespace tlscam
