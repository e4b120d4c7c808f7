#include "sim/desktop/panels/wire_verdict.h"

#include <algorithm>
#include <utility>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

std::string sentence_of(const ConversationSnapshot& conversation) {
  if (!conversation.diagnosis.empty()) return conversation.diagnosis;
  std::string sentence = conversation.cipher_suite;
  if (!conversation.server_name.empty()) {
    if (!sentence.empty()) sentence += " · ";
    sentence += words<"wire.asked_for">({.name = conversation.server_name});
  }
  return sentence;
}

}  // namespace

void WireVerdict::draw(Stage& stage, const ConversationSnapshot& conversation) {
  if (std::exchange(conversation_, conversation.id) != conversation.id) answer_.close();
  Look& look = stage.look;
  const Color color = color_of(conversation.trust);
  const WhyAndWhat::Advice advice{conversation.why, conversation.next_steps, conversation.also_possible};
  // Advice about what has not failed stands here without a diagnosis.
  const bool advises = !conversation.diagnosis.empty() || !conversation.next_steps.empty();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = look.px(41);
  // Behind what follows, whose height is not known yet.
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);

  look.draw_icon({at.x + look.px(24), at.y + height / 2}, icon_of(conversation.trust), 16, look.color(color));
  const TextStyle strong = {Face::strong, TextSize::m, color};
  const std::string verdict = verdict_words(conversation);
  const ImVec2 extent = look.measure(strong, verdict);
  const float y = at.y + (height - extent.y) / 2;
  look.draw({at.x + look.px(40), y}, strong, verdict);
  const float buttons = advises ? WhyAndWhat::width(look, advice) : 0;
  const float x = at.x + look.px(54) + extent.x;
  const std::string sentence = sentence_of(conversation);
  const TextStyle plain = {Face::text, TextSize::m, Color::ink};
  const float room = at.x + width - buttons - look.px(20) - x;
  look.draw_elided({x, y}, room, plain, sentence);
  if (buttons > 0) {
    const float shown = std::min(room, look.measure(plain, sentence).x);
    ImGui::SetCursorScreenPos({x + shown + (shown > 0 ? look.px(14) : 0), at.y + look.px(7)});
    answer_.draw_buttons(stage, advice);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  if (advises) {
    ImGui::Indent(look.px(16));
    answer_.draw_answer(stage, advice, look.px(150));
    ImGui::Unindent(look.px(16));
  }
  const float bottom = ImGui::GetCursorScreenPos().y;
  list->ChannelsSetCurrent(0);
  if (conversation.trust == Trust::failed)
    list->AddRectFilled(at, {at.x + width, bottom}, look.color(Color::failed_bg));
  list->ChannelsMerge();
  hairline(look);
  ImGui::SetCursorScreenPos({at.x, bottom + look.px(1)});
}

}  // namespace tlscam
