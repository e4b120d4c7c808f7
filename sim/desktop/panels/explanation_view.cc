#include "sim/desktop/panels/explanation_view.h"

#include <fmt/format.h>

#include <utility>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/part.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

constexpr TextStyle kSmall = {Face::text, TextSize::xs, Color::soft};
constexpr TextStyle kTitle = {Face::strong, TextSize::m, Color::ink};

std::string bytes_words(std::size_t count) {
  return words<"part.bytes">({.count = count});
}

// The names of the fields around one, the outermost first.
std::string around(const std::vector<FieldView>& fields, std::int32_t field) {
  std::string names;
  std::int32_t outer = parent_of(fields, field);
  while (outer >= 0) {
    if (!names.empty()) names.insert(0, " › ");
    names.insert(0, fields[static_cast<std::size_t>(outer)].label);
    outer = parent_of(fields, outer);
  }
  return names;
}

std::string place_words(const FieldView& field) {
  const std::string where =
      field.size == 1 ? words<"wire.byte_at">({.offset = std::to_string(field.offset)})
                      : words<"wire.bytes_from_to">({.from = std::to_string(field.offset),
                                                     .to = std::to_string(field.offset + field.size - 1)});
  return where + " · " + bytes_words(field.size);
}

std::string trust_words(Trust trust) {
  switch (trust) {
    case Trust::proved:
      return words<"wire.state_proved">();
    case Trust::half:
      return words<"wire.state_half">();
    case Trust::exposed:
      return words<"wire.in_clear">();
    case Trust::failed:
      return words<"wire.state_failed">();
    case Trust::waiting:
      return words<"wire.state_waiting">();
  }
  return {};
}

// A small button, on the same line as the one before if there is room for it.
bool act(Look& look, bool first, const std::string& said, const std::string& note, Icon sign = {}) {
  const ButtonStyle style = {.icon = sign, .small = true, .tip = note};
  if (!first) {
    ImGui::SameLine(0, look.px(6));
    if (ImGui::GetContentRegionAvail().x < button_size(look, said, style).x) ImGui::NewLine();
  }
  return button(look, said, style);
}

// The world goes back, the fault is placed, and it goes on to the message that meets it.
void intervene(Desk& desk, const ConversationSnapshot& conversation, const LadderEntrySnapshot& entry,
               FaultAction action, std::int32_t byte) {
  desk.send(PlanInterventionCommand{conversation.id, entry.id, action, byte},
            [&desk](Result<Intervention> plan) {
              if (!plan) return desk.notice(plan.error().text);
              desk.go_back(plan->before, [&desk, plan = *plan] {
                desk.send(PlaceFaultCommand{plan.link, plan.fault}, [&desk](Result<std::uint32_t> placed) {
                  if (!placed) return desk.notice(placed.error().text);
                  desk.send(StepCommand{});
                });
              });
            });
}

}  // namespace

void ExplanationView::draw(Stage& stage, const ConversationSnapshot* conversation) {
  Look& look = stage.look;
  const ReadMessage& message = stage.reading->shown();
  const PartView* const part = message.part();
  if (!part) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(18), look.px(12)});
  ImGui::BeginChild("explanation", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(6), look.px(3)});
  const FieldView* const field = message.field();
  if (field) {
    draw_field(stage, *field);
  } else {
    wrapped(look, part->title, kTitle);
    text(look, bytes_words(part->bytes.size()), kSmall);
  }
  const LadderEntrySnapshot* const entry = conversation ? stage.desk.entry() : nullptr;
  if (entry && (!field || message.is_message())) draw_facts(stage, *conversation, *entry);
  if (entry && !stage.reading->capture()) draw_acts(stage, *conversation, *entry);
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

void ExplanationView::draw_field(Stage& stage, const FieldView& field) {
  Look& look = stage.look;
  const ReadMessage& message = stage.reading->shown();
  if (std::exchange(revision_, message.revision()) != message.revision() || !explained_) {
    explanation_ = stage.reading->explanation(field);
    explained_ = !explanation_.title.empty();
  }
  const std::vector<FieldView>& fields = message.part()->fields;
  const std::int32_t at = message.selected()->field;
  if (const std::string names = around(fields, at); !names.empty()) wrapped(look, names, kSmall);
  wrapped(look, explanation_.title.empty() ? field.label : explanation_.title, kTitle);
  if (!explanation_.title.empty() && explanation_.title != field.label) text(look, field.label, kSmall);
  if (!field.value.empty()) {
    gap(look, 3);
    wrapped(look, field.value, {Face::mono, TextSize::code, field.broken ? Color::failed : Color::ink});
  }
  gap(look, 4);
  for (const std::string& paragraph : explanation_.paragraphs)
    stage.flow.draw(look, paragraph, {Face::text, TextSize::sm, Color::ink});
  if (const std::string rfc = rfc_of(fields, at); !rfc.empty())
    if (text_button(look, rfc) && stage.open_outside) stage.open_outside(rfc_address(rfc));
  if (field.size > 0) text(look, place_words(field), kSmall);
}

void ExplanationView::draw_facts(Stage& stage, const ConversationSnapshot& conversation,
                                 const LadderEntrySnapshot& entry) {
  Look& look = stage.look;
  gap(look, 10);
  hairline(look);
  gap(look, 8);
  const Trust trust = entry.lost ? Trust::failed : entry.trust;
  badge(look,
        entry.lost                        ? words<"wire.lost_on_its_way">()
        : entry.kind == LadderKind::alert ? words<"wire.alert">()
                                          : trust_words(trust),
        color_of(trust), icon_of(trust));
  gap(look, 4);
  constexpr float kEdge = 94;
  const EndpointSnapshot& from = entry.from_client ? conversation.client : conversation.server;
  const EndpointSnapshot& to = entry.from_client ? conversation.server : conversation.client;
  fact(look, words<"wire.column_from">(), end_words(from), kEdge);
  fact(look, words<"wire.column_to">(), end_words(to), kEdge);
  fact(look, words<"wire.sent">(), words<"wire.sent_after">({.time = time_after(conversation, entry.at)}),
       kEdge);
  if (entry.arrives)
    fact(look, words<"wire.travels">(),
         duration_text(std::chrono::duration_cast<Duration>(*entry.arrives - entry.at)), kEdge);
  const std::string size = size_text(entry.bytes);
  fact(
      look, words<"wire.column_size">(),
      entry.count > 1 ? words<"wire.size_in">({.size = size, .messages = std::to_string(entry.count)}) : size,
      kEdge);
  if (entry.retransmitted) fact(look, words<"wire.sent_again">(), words<"wire.not_acknowledged">(), kEdge);
}

void ExplanationView::draw_acts(Stage& stage, const ConversationSnapshot& conversation,
                                const LadderEntrySnapshot& entry) {
  Look& look = stage.look;
  Desk& desk = stage.desk;
  gap(look, 8);
  if (act(look, true, words<"wire.back">(), words<"wire.back_note">(), icon::step_back))
    return desk.go_back(entry.arrives.value_or(entry.at));
  if (!entry.can_intervene) return;
  const std::int32_t byte = stage.reading->shown().message_byte();
  if (act(look, false, words<"wire.drop">(), words<"wire.drop_note">()))
    return intervene(desk, conversation, entry, FaultAction::drop, byte);
  if (act(look, false,
          byte < 0 ? words<"wire.flip_last">() : words<"wire.flip">({.byte = std::to_string(byte)}),
          words<"wire.flip_note">()))
    intervene(desk, conversation, entry, FaultAction::flip, byte);
}

}  // namespace tlscam
