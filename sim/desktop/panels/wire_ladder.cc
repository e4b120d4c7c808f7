#include "sim/desktop/panels/wire_ladder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/look/wrapped_text.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

// CSS pixels, as in the page's Ladder.svelte.
constexpr float kHeads = 46;
constexpr float kClient = 84;  // from the left to the client's post
constexpr float kServer = 64;  // from the server's post to the right
constexpr float kRow = 28;
constexpr float kWidest = 520;
constexpr float kNarrowest = 300;

void draw_dashes(ImDrawList* list, ImVec2 from, float to, ImU32 color, float thickness, float dash,
                 float space) {
  const float length = std::abs(to - from.x);
  const float ahead = to < from.x ? -1.0f : 1.0f;
  for (float x = 0; x < length; x += dash + space)
    list->AddLine({from.x + ahead * x, from.y}, {from.x + ahead * std::min(x + dash, length), from.y}, color,
                  thickness);
}

}  // namespace

void WireLadder::draw(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = std::clamp(room - look.px(16), look.px(kNarrowest), look.px(kWidest));
  const ImVec2 at = ImGui::GetCursorScreenPos() + ImVec2(std::floor((room - width) / 2), look.px(4));
  const Posts posts{at.x + look.px(kClient), at.x + width - look.px(kServer)};
  const float top = at.y + look.px(kHeads);
  const float row = look.px(kRow);
  const auto count = static_cast<int>(conversation.entries.size());
  const float bottom = top + row * static_cast<float>(count) + look.px(4);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImU32 post = with_alpha(look.color(Color::edge), 0.6f);
  for (const float x : {posts.client, posts.server}) {
    list->AddLine({x, top - look.px(4)}, {x, bottom}, post, look.px(1.5f));
    if (!conversation.client_says.empty() || !conversation.server_says.empty())
      list->AddLine({x - look.px(6), bottom}, {x + look.px(6), bottom}, post, look.px(1.5f));
  }
  ImGui::SetCursorScreenPos({at.x, top});
  const Instant stands = where_it_stands(stage.desk);
  ImGuiListClipper clipper;
  clipper.Begin(count, row);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      draw_entry(stage, conversation, conversation.entries[static_cast<std::size_t>(i)], posts,
                 top + row * static_cast<float>(i), stands);
  note_hidden(stage, conversation, posts, top, stands);
  draw_heads(stage, conversation, posts, at.y);
  ImGui::SetCursorScreenPos({at.x, bottom + look.px(8)});
  draw_says(stage, conversation, at.x + look.px(6), width - look.px(12));

  // The newest is in sight while a person is at the end, and what was selected elsewhere always.
  const bool grew = std::exchange(seen_, conversation.entries.size()) < conversation.entries.size();
  if (grew && ImGui::GetScrollMaxY() - ImGui::GetScrollY() < look.px(140)) ImGui::SetScrollY(1e9f);
  const LadderEntrySnapshot* const entry = stage.desk.entry();
  const std::optional<std::uint32_t> selected = entry ? std::optional(entry->id) : std::nullopt;
  if (std::exchange(in_view_, selected) == selected || !entry) return;
  const float y = row * static_cast<float>(entry - conversation.entries.data()) + look.px(kHeads);
  const float scroll = ImGui::GetScrollY();
  if (y - look.px(kHeads) < scroll || y + 2 * row > scroll + ImGui::GetWindowHeight())
    ImGui::SetScrollY(std::max(0.0f, y - ImGui::GetWindowHeight() / 2));
}

// Messages out of sight are not drawn, and a driver scrolls to them.
void WireLadder::note_hidden(Stage& stage, const ConversationSnapshot& conversation, Posts posts, float top,
                             Instant stands) {
  Look& look = stage.look;
  if (!look.seen.wanted) return;
  for (std::size_t i = 0; i < conversation.entries.size(); ++i) {
    const ImVec2 at = {posts.client, top + look.px(kRow) * static_cast<float>(i)};
    const ImVec2 end = {posts.server, at.y + look.px(kRow)};
    if (ImGui::IsRectVisible(at, end)) continue;
    look.seen.note(SeenRole::row, entry_words(conversation.entries[i], stands), at, end);
  }
}

void WireLadder::draw_heads(Stage& stage, const ConversationSnapshot& conversation, Posts posts, float top) {
  Look& look = stage.look;
  // They stay in sight when the messages are scrolled.
  const float shown = std::max(top, ImGui::GetWindowPos().y);
  if (shown > top)
    // The line at the panel's edge stays.
    ImGui::GetWindowDrawList()->AddRectFilled(
        ImGui::GetWindowPos() + ImVec2(1, 0),
        {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(), shown + look.px(42)}, look.color(Color::panel));
  const auto head = [&](float x, const EndpointSnapshot& end, const std::string& role) {
    const TextStyle name = {Face::strong, TextSize::sm, color_of(end.role)};
    const TextStyle sub = {Face::text, TextSize::xs, Color::faint};
    look.draw({x - look.measure(name, end.name).x / 2, shown + look.px(5)}, name, end.name);
    look.draw({x - look.measure(sub, role).x / 2, shown + look.px(22)}, sub, role);
  };
  head(posts.client, conversation.client, words<"wire.role_client">());
  head(posts.server, conversation.server, words<"wire.role_server">());
}

void WireLadder::draw_entry(Stage& stage, const ConversationSnapshot& conversation,
                            const LadderEntrySnapshot& entry, Posts posts, float top, Instant stands) {
  Look& look = stage.look;
  Selection& selection = stage.desk.selection;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const bool selected = selection.entry == entry.id;
  const std::string said = entry_words(entry, stands);
  ImGui::SetCursorScreenPos({posts.client - look.px(8), top - look.px(4)});
  ImGui::PushID(static_cast<int>(entry.id));
  if (ImGui::InvisibleButton("entry", {posts.server - posts.client + look.px(16), look.px(kRow)},
                             ImGuiButtonFlags_EnableNav)) {
    selection.conversation = conversation.id;
    selection.entry = selected ? std::nullopt : std::optional(entry.id);
  }
  ImGui::PopID();
  if (selected || ImGui::IsItemHovered())
    list->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                        look.color(selected ? Color::sel : Color::hover), look.px(4));
  look.seen.note(SeenRole::row, said, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true, selected);

  const bool is_alert = entry.kind == LadderKind::alert;
  const bool coming = is_on_its_way(entry, stands);
  const Role role = entry.from_client ? conversation.client.role : conversation.server.role;
  const ImU32 color = look.color(is_alert ? Color::failed : color_of(role));
  const float y = top + look.px(17);
  const float ahead = entry.from_client ? 1.0f : -1.0f;
  const float from = entry.from_client ? posts.client : posts.server;
  const float to = entry.from_client ? posts.server : posts.client;
  const float middle = (posts.client + posts.server) / 2;
  const float thick = look.px(1.6f);
  const float tip = entry.lost ? middle + ahead * look.px(20) : to - ahead * look.px(2);
  const auto cross = [&](float x) {
    const float arm = look.px(5);
    list->AddLine({x - arm, y - arm}, {x + arm, y + arm}, look.color(Color::failed), look.px(2));
    list->AddLine({x - arm, y + arm}, {x + arm, y - arm}, look.color(Color::failed), look.px(2));
  };
  if (is_alert) {
    draw_dashes(list, {from, y}, middle - ahead * look.px(14), color, thick, look.px(5), look.px(4));
    list->AddLine({middle + ahead * look.px(14), y}, {tip, y}, color, thick);
    cross(middle);
  } else if (coming) {
    draw_dashes(list, {from, y}, tip, color, thick, look.px(2), look.px(4));
  } else {
    list->AddLine({from, y}, {tip, y}, color, thick);
  }
  if (entry.lost)
    cross(tip);
  else
    list->AddTriangleFilled({to, y}, {to - ahead * look.px(8), y - look.px(4)},
                            {to - ahead * look.px(8), y + look.px(4)},
                            coming ? with_alpha(color, 0.35f) : color);
  const TextStyle name = {is_alert || selected ? Face::strong : Face::text, TextSize::xs,
                          is_alert ? Color::failed : Color::ink};
  const float name_width = look.measure(name, said).x;
  look.draw_elided({std::max(posts.client + look.px(4), middle - name_width / 2), y - look.px(19)},
                   posts.server - posts.client - look.px(8), name, said);
  const TextStyle time = {Face::mono, TextSize::xs, Color::faint};
  const std::string after = time_after(conversation, entry.at);
  look.draw({posts.client - look.px(14) - look.measure(time, after).x, y - look.px(8)}, time, after);
  if (entry.encrypted)
    look.draw_icon({posts.server + look.px(18), y}, icon::proved, 12,
                   look.color(conversation.server_proved ? Color::proved : Color::half));
}

void WireLadder::draw_says(Stage& stage, const ConversationSnapshot& conversation, float left, float width) {
  Look& look = stage.look;
  const float top = ImGui::GetCursorScreenPos().y;
  const float half = (width - look.px(18)) / 2;
  float bottom = top;
  for (const bool client : {true, false}) {
    const EndpointSnapshot& end = client ? conversation.client : conversation.server;
    const EndWords said = said_by(conversation, client);
    const float x = client ? left : left + width - half;
    const TextStyle name = {Face::strong, TextSize::xs, color_of(end.role)};
    float y = top + draw_wrapped(look, {x, top}, end.name, name, half, !client) + look.px(2);
    y +=
        draw_wrapped(look, {x, y}, said.text,
                     {Face::mono, TextSize::xs, said.complains ? Color::failed : Color::soft}, half, !client);
    bottom = std::max(bottom, y);
  }
  ImGui::SetCursorScreenPos({left, bottom + look.px(14)});
  ImGui::Dummy({1, 1});
}

}  // namespace tlscam
