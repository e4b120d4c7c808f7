#include "sim/desktop/panels/wire_list.h"

#include <fmt/format.h>

#include "sim/desktop/look/columns.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

constexpr float kRow = 26;

std::string state_of(const LadderEntrySnapshot& entry) {
  const std::string sealed = entry.unknown     ? words<"wire.not_known">()
                             : entry.encrypted ? words<"wire.encrypted">()
                                               : words<"wire.in_clear">();
  const std::string state = entry.lost ? words<"wire.lost">() : sealed;
  return entry.retransmitted ? words<"wire.state_again">({.state = state}) : state;
}

}  // namespace

void draw_message_list(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  Selection& selection = stage.desk.selection;
  Columns columns(look,
                  {{words<"wire.column_after">(), 64, false, Face::mono},
                   {words<"wire.column_from">(), 70},
                   {words<"wire.column_message">(), 0},
                   {words<"wire.column_size">(), 56, true, Face::mono},
                   {words<"wire.column_state">(), 120}},
                  ImGui::GetContentRegionAvail().x);
  columns.draw_heads();
  ImGui::BeginChild("rows");
  const float height = look.px(kRow);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(conversation.entries.size()), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const LadderEntrySnapshot& entry = conversation.entries[static_cast<std::size_t>(i)];
      const std::string name = entry.count > 1 ? fmt::format("{} × {}", entry.name, entry.count) : entry.name;
      const bool selected = selection.entry == entry.id;
      ImGui::PushID(i);
      if (row(look, name, selected, height)) {
        selection.conversation = conversation.id;
        selection.entry = selected ? std::nullopt : std::optional(entry.id);
      }
      ImGui::PopID();
      const ImVec2 at = ImGui::GetItemRectMin();
      const Color ink = entry.kind == LadderKind::alert ? Color::failed : Color::ink;
      columns.draw_cell(at, height, 0, time_after(conversation, entry.at), Color::soft);
      columns.draw_cell(at, height, 1,
                        entry.from_client ? conversation.client.name : conversation.server.name, Color::ink);
      columns.draw_cell(at, height, 2, name, ink);
      columns.draw_cell(at, height, 3, size_text(entry.bytes), Color::soft);
      columns.draw_cell(at, height, 4, state_of(entry), Color::soft);
    }
  ImGui::PopStyleVar();
  gap(look, 8);
  ImGui::Indent(look.px(14));
  for (const bool client : {true, false}) {
    const EndpointSnapshot& end = client ? conversation.client : conversation.server;
    const std::string& says = client ? conversation.client_says : conversation.server_says;
    wrapped(look, fmt::format("{}  {}", end.name, says.empty() ? words<"wire.said_nothing">() : says),
            {Face::text, TextSize::sm, Color::soft});
  }
  ImGui::Unindent(look.px(14));
  ImGui::EndChild();
}

}  // namespace tlscam
