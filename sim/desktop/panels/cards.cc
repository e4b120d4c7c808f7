#include "sim/desktop/panels/cards.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/dialog.h"
#include "sim/lab/view/word_search.h"
#include "sim/words/lesson.h"

namespace tlscam {
namespace {

bool has_card(const LessonText& lesson) {
  return !lesson.card_what.empty() || !lesson.card_how.empty() || !lesson.card_why.empty();
}

std::string text_of(const LessonText& lesson) {
  std::string all = lesson.title;
  for (const std::string& teaches : lesson.teaches) all += " " + teaches;
  return all + " " + lesson.card_what + " " + lesson.card_how + " " + lesson.card_why;
}

}  // namespace

bool is_finished(const Stage& stage, const std::string& lesson) {
  return std::ranges::find(stage.settings.finished, lesson) != stage.settings.finished.end();
}

void keep_finished(Stage& stage) {
  const Snapshot* const snapshot = stage.desk.snapshot();
  if (!snapshot || !snapshot->lesson || !snapshot->lesson->finished) return;
  if (is_finished(stage, snapshot->lesson->id)) return;
  stage.settings.finished.push_back(snapshot->lesson->id);
  stage.settings_changed();
}

void draw_card(Stage& stage, const LessonText& lesson) {
  Look& look = stage.look;
  const auto part = [&](const std::string& title, const std::string& markdown) {
    if (markdown.empty()) return;
    gap(look, 12);
    text(look, title, {Face::strong, TextSize::sm, Color::soft});
    gap(look, 4);
    stage.flow.draw(look, markdown, {Face::text, TextSize::sm, Color::ink});
  };
  part(words<"lesson.card_what">(), lesson.card_what);
  part(words<"lesson.card_how">(), lesson.card_how);
  part(words<"lesson.card_why">(), lesson.card_why);
}

void Cards::draw(Stage& stage) {
  if (!begin_dialog(stage, "cards", words<"lesson.cards">(), {720, 640}, stage.cards_open)) return;
  Look& look = stage.look;
  text_field(look, words<"lesson.cards_search">(), wanted_, words<"lesson.cards_search">(),
             ImGui::GetContentRegionAvail().x);
  gap(look, 10);
  ImGui::BeginChild("list");
  std::size_t cards = 0;
  std::size_t own = 0;
  std::size_t found = 0;
  for (const LessonText& lesson : stage.desk.course()) {
    if (!has_card(lesson)) continue;
    ++cards;
    if (!is_finished(stage, lesson.id)) continue;
    ++own;
    if (!has_all_words(text_of(lesson), wanted_)) continue;
    ++found;
    ImGui::PushID(lesson.id.c_str());
    text(look, lesson.title, {Face::strong, TextSize::l, Color::ink});
    draw_card(stage, lesson);
    gap(look, 14);
    hairline(look);
    gap(look, 14);
    ImGui::PopID();
  }
  const TextStyle soft = {Face::text, TextSize::sm, Color::soft};
  if (own == 0)
    wrapped(look, words<"lesson.cards_none">(), soft);
  else if (found == 0)
    wrapped(look, words<"lesson.cards_not_found">(), soft);
  else if (own < cards)
    wrapped(look, words<"lesson.cards_more">({.count = cards - own}), soft);
  ImGui::EndChild();
  end_dialog(stage.cards_open);
}

}  // namespace tlscam
