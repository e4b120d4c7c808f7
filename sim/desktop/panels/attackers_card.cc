#include "sim/desktop/panels/attackers_card.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/form.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

std::string place_of(const AttackerView& attacker) {
  if (!attacker.camera.empty()) return words<"attacker.at_camera">({.camera = attacker.camera});
  return words<"attacker.on_link">({.link = attacker.link.empty() ? attacker.host : attacker.link});
}

// A thing that he got and should not have is in the colour of what is exposed.
Color color_of_learned(const std::string& kind) {
  if (kind == "text" || kind == "file" || kind == "key" || kind == "sealed_text") return Color::exposed;
  if (kind == "refused" || kind == "alert") return Color::proved;
  return Color::ink;
}

}  // namespace

void AttackersCard::draw(Stage& stage) {
  if (!kinds_) {
    kinds_ = std::make_shared<std::vector<AttackerKindShown>>();
    stage.desk.send(AttackerKindsCommand{}, [kinds = kinds_](Result<std::vector<AttackerKindShown>> found) {
      if (found) *kinds = std::move(*found);
    });
  }
  const Snapshot& snapshot = *stage.desk.snapshot();
  for (const AttackerView& attacker : snapshot.attackers) {
    ImGui::PushID(attacker.name.c_str());
    draw_attacker(stage, attacker, !snapshot.lesson);
    ImGui::PopID();
  }
  draw_form(stage, snapshot);
}

void AttackersCard::draw_attacker(Stage& stage, const AttackerView& attacker, bool removable) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 begin = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 middle = {at.x + look.px(8), at.y + look.px(13)};
  draw_shape(look, middle, 14, Shape::triangle,
             attacker.active ? look.color(Color::attacker) : with_alpha(look.color(Color::attacker), 0.4f));
  const std::string verb = attacker.active ? words<"attacker.stop">({.attacker = attacker.name})
                                           : words<"attacker.start">({.attacker = attacker.name});
  const ButtonStyle style = {.kind = attacker.active ? ButtonKind::plain : ButtonKind::bad, .small = true};
  const float verb_width = button_size(look, verb, style).x;
  const float right = removable ? look.px(30) : 0;
  look.draw_elided({at.x + look.px(22), at.y + look.px(5)}, width - look.px(28) - verb_width - right,
                   {Face::strong, TextSize::sm, Color::ink}, attacker.name);
  ImGui::SetCursorPos({begin.x + width - verb_width - right, begin.y});
  if (button(look, verb, style)) stage.desk.send(SetAttackerCommand{attacker.name, !attacker.active});
  if (removable) {
    ImGui::SetCursorPos({begin.x + width - look.px(26), begin.y});
    if (icon_button(look, icon::close, words<"attacker.remove">({.attacker = attacker.name})))
      stage.desk.send(RemoveAttackerCommand{attacker.name});
  }
  ImGui::SetCursorPos({begin.x, begin.y + look.px(30)});
  const std::string state = attacker.active ? words<"attacker.at_work">() : words<"attacker.rests">();
  wrapped(look, attacker.title + ", " + place_of(attacker) + ": " + state,
          {Face::text, TextSize::s, Color::soft});
  gap(look, 3);
  wrapped(look, attacker.does, {Face::text, TextSize::s, Color::soft});
  gap(look, 5);
  for (const ServiceFactView& one : attacker.facts) fact(look, one.label, one.value, 170);
  if (attacker.learned.empty()) {
    wrapped(look, words<"attacker.knows_nothing">({.attacker = attacker.name}),
            {Face::text, TextSize::sm, Color::soft});
  } else {
    text(look, words<"attacker.has_learned">({.attacker = attacker.name}),
         {Face::strong, TextSize::s, Color::soft});
    gap(look, 3);
    for (const LearnedView& one : attacker.learned) {
      wrapped(look, one.title, {Face::text, TextSize::s, color_of_learned(one.kind)});
      if (!one.text.empty()) wrapped(look, one.text, {Face::mono, TextSize::code, Color::ink});
      gap(look, 4);
    }
  }
  gap(look, 8);
  hairline(look);
  gap(look, 10);
}

void AttackersCard::draw_form(Stage& stage, const Snapshot& snapshot) {
  Look& look = stage.look;
  if (kinds_->empty()) return;
  kind_ = std::min(kind_, kinds_->size() - 1);
  const AttackerKindShown& kind = (*kinds_)[kind_];
  std::vector<std::string> titles;
  for (const AttackerKindShown& one : *kinds_) titles.push_back(one.title);
  form_choice(look, words<"attacker.kind">(), titles, kind_);
  std::vector<std::string> places;
  for (const NodeSnapshot& node : snapshot.nodes) {
    if (node.link.empty()) continue;
    const bool taken = std::ranges::any_of(snapshot.attackers,
                                           [&](const AttackerView& one) { return one.link == node.link; });
    if (kind.at_camera ? node.kind == NodeKind::camera : !taken)
      places.push_back(kind.at_camera ? node.name : node.link);
  }
  const auto found = std::ranges::find(places, place_);
  std::size_t chosen = found == places.end() ? 0 : static_cast<std::size_t>(found - places.begin());
  if (form_choice(look, words<"attacker.place">(), places, chosen)) place_ = places[chosen];
  wrapped(look, kind.does, {Face::text, TextSize::s, Color::soft});
  gap(look, 8);
  if (!button(look, words<"attacker.add">(), {.icon = icon::plus, .enabled = !places.empty(), .small = true}))
    return;
  PlaceAttackerCommand command;
  command.kind = kind.kind;
  (kind.at_camera ? command.camera : command.link) = places[chosen];
  stage.desk.send(std::move(command));
}

}  // namespace tlscam
