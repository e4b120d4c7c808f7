#include "sim/desktop/panels/mystery_card.h"

#include <algorithm>
#include <charconv>
#include <random>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/form.h"
#include "sim/words/mystery.h"

namespace tlscam {
namespace {

constexpr std::uint64_t kLargest = 999'999;

// A number that is not this one.
std::uint64_t another(std::uint64_t seed) {
  std::random_device device;
  const std::uint64_t drawn = std::uniform_int_distribution<std::uint64_t>(0, kLargest - 1)(device);
  return drawn < seed ? drawn : drawn + 1;
}

std::optional<std::uint64_t> number_in(const std::string& text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number > kLargest)
    return std::nullopt;
  return number;
}

}  // namespace

void MysteryCard::draw(Stage& stage, const MysterySnapshot& mystery) {
  Look& look = stage.look;
  if (!choices_) {
    choices_ = std::make_shared<std::vector<MysteryChoice>>();
    stage.desk.send(MysteryChoicesCommand{}, [choices = choices_](Result<std::vector<MysteryChoice>> all) {
      if (!all) return;
      *choices = std::move(*all);
      std::ranges::sort(*choices, {}, &MysteryChoice::text);
    });
  }
  if (seed_ != mystery.seed || number_.empty()) {
    seed_ = mystery.seed;
    number_ = std::to_string(seed_);
    chosen_ = mystery.named;
  }
  const bool over = !mystery.truth.empty();
  gap(look, 4);
  form_heading(look, words<"mystery.title">({.seed = mystery.seed}));
  draw_number(stage, mystery);
  draw_cause(stage, mystery, over);
  if (over) {
    text(look, mystery.right ? words<"mystery.right">() : words<"mystery.wrong">(),
         {Face::strong, TextSize::sm, mystery.right ? Color::proved : Color::failed});
    wrapped(look, mystery.truth + ".", {Face::text, TextSize::sm, Color::ink});
  } else if (!mystery.named.empty()) {
    wrapped(look, words<"mystery.kept">(), {Face::text, TextSize::sm, Color::soft});
  }
  gap(look, 4);
  if (text_button(look, words<"mystery.points">({.count = mystery.points}),
                  shows_used_ ? icon::chevron_up : icon::chevron_down))
    shows_used_ = !shows_used_;
  if (shows_used_) {
    gap(look, 4);
    for (const MysteryUse& use : mystery.used)
      wrapped(look, words<"mystery.use">({.text = use.text, .cost = use.cost}),
              {Face::text, TextSize::sm, Color::soft});
  }
  if (!over && !mystery.why_asked) {
    gap(look, 6);
    if (button(look, words<"mystery.ask_why">(), {.small = true})) stage.desk.send(AskWhyCommand{});
  }
  gap(look, 14);
}

void MysteryCard::draw_number(Stage& stage, const MysterySnapshot& mystery) {
  Look& look = stage.look;
  const std::string lesson = stage.desk.snapshot()->lesson ? stage.desk.snapshot()->lesson->id : "";
  text(look, words<"mystery.number">(), {Face::text, TextSize::s, Color::soft});
  gap(look, 2);
  const float y = ImGui::GetCursorPosY();
  bool entered = text_field(look, words<"mystery.number">(), number_, "", look.px(90));
  ImGui::SameLine(0, look.px(6));
  ImGui::SetCursorPosY(y + look.px(1));
  const auto wanted = number_in(number_);
  const bool can_open = wanted && *wanted != mystery.seed;
  entered |= button(look, words<"mystery.open">(), {.enabled = can_open, .small = true});
  ImGui::SameLine(0, look.px(6));
  if (button(look, words<"mystery.another">(), {.small = true}))
    stage.desk.open(lesson, another(mystery.seed));
  else if (entered && can_open)
    stage.desk.open(lesson, *wanted);
  gap(look, 8);
}

void MysteryCard::draw_cause(Stage& stage, const MysterySnapshot& mystery, bool over) {
  Look& look = stage.look;
  std::vector<std::string> texts = {words<"mystery.choose">()};
  std::size_t chosen = 0;
  for (const MysteryChoice& choice : *choices_) {
    if (choice.id == chosen_) chosen = texts.size();
    texts.push_back(choice.text);
  }
  ImGui::BeginDisabled(over);
  if (form_choice(look, words<"mystery.cause">(), texts, chosen))
    chosen_ = chosen == 0 ? "" : (*choices_)[chosen - 1].id;
  ImGui::EndDisabled();
  const bool can_name = !over && !chosen_.empty() && chosen_ != mystery.named;
  if (button(look, words<"mystery.name">(), {.enabled = can_name, .small = true}))
    stage.desk.send(NameCauseCommand{chosen_});
  gap(look, 6);
}

}  // namespace tlscam
