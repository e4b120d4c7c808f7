#include "sim/desktop/panels/lesson_panel.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/cards.h"
#include "sim/desktop/panels/panel_bar.h"
#include "sim/words/lesson.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

// How many blocks of a step are shown: the answer stands further down, and is held back until the learner has
// one of their own and it has happened.
std::size_t shown_blocks(const LessonTextStep& text, const LessonStepSnapshot& progress) {
  std::size_t asked = 0;
  bool is_open = false;
  for (std::size_t at = 0; at < text.blocks.size(); ++at) {
    if (is_open && text.blocks[at].kind == "output") return at;
    if (text.blocks[at].kind != "predict" || asked >= progress.predictions.size()) continue;
    const LessonPredictionSnapshot& prediction = progress.predictions[asked++];
    if (prediction.happened < 0 && prediction.chosen < 0) return at + 1;
    is_open = is_open || prediction.happened < 0;
  }
  return text.blocks.size();
}

}  // namespace

std::size_t present_step(const LessonSnapshot& lesson) {
  const auto found = std::find_if(lesson.steps.begin(), lesson.steps.end(),
                                  [](const LessonStepSnapshot& step) { return step.state != "done"; });
  if (found == lesson.steps.end()) return lesson.steps.empty() ? 0 : lesson.steps.size() - 1;
  return static_cast<std::size_t>(found - lesson.steps.begin());
}

void LessonPanel::act(Stage& stage, std::optional<std::uint32_t> step, std::optional<std::uint32_t> block) {
  LessonActCommand command;
  command.step = step;
  command.block = block;
  command.key_by_key = stage.settings.motion;
  stage.desk.send(command);
}

void LessonPanel::draw(Stage& stage) {
  Look& look = stage.look;
  const LessonText* const text_shown = stage.desk.lesson();
  const Snapshot* const snapshot = stage.desk.snapshot();
  const bool has_lesson = text_shown && snapshot && snapshot->lesson;
  const std::string id = has_lesson ? text_shown->id : "";
  if (id != lesson_ || generation_ != stage.desk.generation()) {
    lesson_ = id;
    generation_ = stage.desk.generation();
    opened_.clear();
    shown_whole_.clear();
    looked_back_.clear();
    asks_reset_ = false;
    present_ = has_lesson ? present_step(*snapshot->lesson) : 0;
    scroll_to_present_ = present_ > 0;
  }
  const float foot = has_lesson ? look.px(66) : 0;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  // The strip of the panel's own buttons: text goes under it when it is scrolled.
  const float strip = look.px(36);
  ImGui::SetCursorPos({0, strip});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(28), look.px(2)});
  ImGui::BeginChild("text", {room.x, room.y - foot - strip}, ImGuiChildFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(6), 0});
  std::set<std::string> explained;
  stage.flow.explain = [&](std::string_view run) {
    std::vector<TextFlow::Explained> found;
    if (!glossary_) return found;
    for (const Glossary::Explained& one : glossary_->explain(run, explained))
      found.push_back({one.begin, one.size, one.text});
    return found;
  };
  if (!has_lesson) {
    draw_free_bench(stage);
  } else {
    const LessonSnapshot& progress = *snapshot->lesson;
    const std::size_t present = present_step(progress);
    if (std::exchange(present_, present) != present) scroll_to_present_ = true;
    draw_head(stage, *text_shown, progress);
    if (snapshot->mystery) mystery_.draw(stage, *snapshot->mystery);
    for (std::size_t i = 0; i < text_shown->steps.size() && i < progress.steps.size(); ++i)
      draw_step(stage, *text_shown, i, progress.steps[i]);
    if (progress.finished) draw_end(stage, *text_shown);
  }
  stage.flow.explain = {};
  ImGui::PopStyleVar();
  ImGui::EndChild();
  // The lesson has no bar of its own: its buttons stand in its corner, above the text.
  const bool is_maximised = stage.maximised == Area::lesson;
  const std::string name = name_of(Area::lesson);
  ImGui::SetCursorPos({room.x - look.px(66), look.px(5)});
  if (icon_button(
          look, is_maximised ? icon::minimise : icon::maximise,
          is_maximised ? words<"page.restore_area">({.area = name}) : words<"page.maximise">({.area = name})))
    stage.maximised = is_maximised ? std::nullopt : std::optional(Area::lesson);
  ImGui::SetCursorPos({room.x - look.px(38), look.px(5)});
  if (!is_maximised && icon_button(look, icon::chevron_left, words<"page.collapse_area">({.area = name})))
    stage.lesson_collapsed = true;
  if (!has_lesson) return;
  ImGui::SetCursorPos({0, room.y - foot});
  draw_foot(stage, *text_shown, *snapshot->lesson);
}

void LessonPanel::draw_free_bench(Stage& stage) {
  Look& look = stage.look;
  text(look, words<"lesson.none">(), {Face::text, TextSize::s, Color::soft});
  gap(look, 6);
  text(look, words<"page.free_bench">(), {Face::title, TextSize::xl, Color::ink});
  gap(look, 10);
  stage.flow.draw(look, words<"lesson.free_bench">());
  gap(look, 14);
  if (button(look, words<"lesson.choose">(), {.icon = icon::book})) stage.course_open = true;
}

void LessonPanel::draw_head(Stage& stage, const LessonText& text_shown, const LessonSnapshot& progress) {
  Look& look = stage.look;
  std::string where = words<"lesson.number">({.number = stage.desk.lesson_place() + 1});
  where += " · " + words<"lesson.minutes">({.count = static_cast<std::size_t>(text_shown.minutes)});
  where += " · " + (progress.finished
                        ? words<"lesson.finished">()
                        : words<"lesson.step_of">({.step = present_ + 1, .steps = text_shown.steps.size()}));
  text(look, where, {Face::text, TextSize::s, Color::soft});
  gap(look, 8);
  wrapped(look, text_shown.title, {Face::title, TextSize::xl, Color::ink});
  gap(look, 12);
  draw_blocks(stage, text_shown.intro, std::nullopt, nullptr);
  gap(look, 10);
}

void LessonPanel::draw_step(Stage& stage, const LessonText& text_shown, std::size_t index,
                            const LessonStepSnapshot& progress) {
  Look& look = stage.look;
  const LessonTextStep& step = text_shown.steps[index];
  ImGui::PushID(static_cast<int>(index));
  const bool is_present = index == present_ && progress.state != "done";
  const bool compares =
      index + 1 == present_ && std::any_of(progress.predictions.begin(), progress.predictions.end(),
                                           [](const auto& one) { return one.chosen >= 0; });
  const auto chosen = opened_.find(index);
  const bool open = chosen != opened_.end() ? chosen->second : is_present || compares;
  hairline(look);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (index == present_ && std::exchange(scroll_to_present_, false)) ImGui::SetScrollHereY(0.15f);
  if (row(look, step.title, false, look.px(44))) opened_[index] = !open;
  const ImVec2 middle = {at.x + look.px(10), at.y + look.px(22)};
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const bool done = progress.state == "done";
  if (done) {
    list->AddCircleFilled(middle, look.px(10), look.color(Color::proved), 32);
    look.draw_icon(middle, icon::check, 12, look.color(Color::panel));
  } else {
    list->AddCircle(middle, look.px(9.5f), look.color(is_present ? Color::ink : Color::line), 32,
                    look.px(1.5f));
    const TextStyle number = {Face::text, TextSize::xs, is_present ? Color::ink : Color::soft};
    const std::string digits = std::to_string(index + 1);
    look.draw(middle - look.measure(number, digits) * 0.5f, number, digits);
  }
  const TextStyle title = {Face::strong, TextSize::m, is_present || open ? Color::ink : Color::soft};
  look.draw_elided({at.x + look.px(30), at.y + look.px(22) - look.measure(title, step.title).y / 2},
                   ImGui::GetContentRegionAvail().x - look.px(30), title, step.title);
  if (open) {
    ImGui::Indent(look.px(30));
    const std::size_t shown =
        done || shown_whole_.contains(index) ? step.blocks.size() : shown_blocks(step, progress);
    draw_blocks(stage, {step.blocks.begin(), step.blocks.begin() + static_cast<std::ptrdiff_t>(shown)},
                static_cast<std::uint32_t>(index), &progress);
    if (shown < step.blocks.size()) {
      wrapped(look, words<"lesson.held_back">(), {Face::text, TextSize::sm, Color::soft});
      if (text_button(look, words<"lesson.show_all">())) shown_whole_.insert(index);
    }
    if (done)
      draw_look_back(stage, step, index, progress);
    else
      for (std::size_t i = 0; i < progress.hints.size(); ++i) draw_hint(stage, progress.hints[i], i);
    if (progress.state != "todo" && shown == step.blocks.size()) draw_checks(stage, progress);
    if (!progress.note.empty() && progress.state != "todo") {
      const ImVec2 start = ImGui::GetCursorScreenPos() + ImVec2(0, look.px(8));
      const float width = ImGui::GetContentRegionAvail().x;
      list->ChannelsSplit(2);
      list->ChannelsSetCurrent(1);
      gap(look, 16);
      ImGui::Indent(look.px(12));
      stage.flow.draw(look, progress.note, {Face::text, TextSize::sm, Color::ink}, width - look.px(24));
      ImGui::Unindent(look.px(12));
      list->ChannelsSetCurrent(0);
      const float bottom = ImGui::GetCursorScreenPos().y + look.px(8);
      list->AddRectFilled(start, {start.x + width, bottom}, look.color(Color::note_bg), look.px(4));
      list->AddRectFilled(start, {start.x + look.px(3), bottom}, look.color(Color::half));
      list->ChannelsMerge();
      gap(look, 10);
    }
    gap(look, 12);
    ImGui::Unindent(look.px(30));
  }
  ImGui::PopID();
}

void LessonPanel::draw_look_back(Stage& stage, const LessonTextStep& step, std::size_t index,
                                 const LessonStepSnapshot& progress) {
  if (progress.hints.empty() && !Solution::exists(step)) return;
  Look& look = stage.look;
  const bool open = looked_back_.contains(index);
  if (text_button(look, words<"lesson.look_back">(), open ? icon::chevron_up : icon::chevron_down)) {
    if (open)
      looked_back_.erase(index);
    else
      looked_back_.try_emplace(index);
  }
  gap(look, 6);
  const auto solution = looked_back_.find(index);
  if (solution == looked_back_.end()) return;
  for (std::size_t i = 0; i < progress.hints.size(); ++i) draw_hint(stage, progress.hints[i], i);
  solution->second.draw(stage, step);
}

void LessonPanel::draw_checks(Stage& stage, const LessonStepSnapshot& progress) {
  Look& look = stage.look;
  for (const LessonCheckSnapshot& check : progress.checks) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_icon({at.x + look.px(7), at.y + look.px(9)}, check.done ? icon::check : icon::waiting, 13,
                   look.color(check.done ? Color::proved : Color::soft));
    ImGui::Indent(look.px(22));
    wrapped(look, check.label, {Face::text, TextSize::sm, check.done ? Color::proved : Color::soft});
    if (!check.done && !check.not_yet.empty() && progress.state == "current")
      stage.flow.draw(look, words<"lesson.not_yet">() + " " + check.not_yet,
                      {Face::text, TextSize::sm, Color::soft});
    ImGui::Unindent(look.px(22));
    gap(look, 5);
  }
}

void LessonPanel::draw_hint(Stage& stage, const LessonHintSnapshot& hint, std::size_t number) {
  Look& look = stage.look;
  ImGui::PushID(static_cast<int>(number));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  look.draw_icon({at.x + look.px(7), at.y + look.px(11)}, icon::hint, 15, look.color(Color::half));
  ImGui::Indent(look.px(22));
  stage.flow.draw(look, hint.text, {Face::text, TextSize::sm, Color::ink});
  if (!hint.after.empty()) {
    gap(look, 4);
    stage.flow.draw(look, hint.after, {Face::text, TextSize::sm, Color::soft});
  }
  ImGui::Unindent(look.px(22));
  gap(look, 8);
  ImGui::PopID();
}

void LessonPanel::draw_end(Stage& stage, const LessonText& text_shown) {
  Look& look = stage.look;
  hairline(look);
  gap(look, 14);
  text(look, words<"lesson.can_do">(), {Face::strong, TextSize::l, Color::ink});
  gap(look, 8);
  stage.flow.draw(look, text_shown.closing);
  draw_card(stage, text_shown);
  gap(look, 24);
}

void LessonPanel::draw_foot(Stage& stage, const LessonText& text_shown, const LessonSnapshot& progress) {
  Look& look = stage.look;
  Desk& desk = stage.desk;
  hairline(look);
  ImGui::SetCursorPos({look.px(28), ImGui::GetCursorPosY() + look.px(17)});
  const float spacing = look.px(8);
  if (asks_reset_) {
    if (button(look, progress.finished ? words<"lesson.reset_last_step">() : words<"lesson.reset_step">())) {
      asks_reset_ = false;
      desk.send(ResetStepCommand{static_cast<std::uint32_t>(present_)});
    }
    ImGui::SameLine(0, spacing);
    if (button(look, words<"lesson.reset_whole">(),
               {.kind = ButtonKind::bad, .tip = words<"lesson.reset_whole_note">()})) {
      asks_reset_ = false;
      const Snapshot* const snapshot = desk.snapshot();
      desk.open(text_shown.id, snapshot->mystery ? snapshot->mystery->seed : 0);
    }
    ImGui::SameLine(0, spacing);
    if (button(look, words<"page.cancel">())) asks_reset_ = false;
    return;
  }
  const std::size_t place = desk.lesson_place();
  const auto& course = desk.course();
  if (place > 0) {
    if (button(look, "",
               {.icon = icon::chevron_left, .tip = words<"lesson.back">({.title = course[place - 1].title})}))
      desk.open(course[place - 1].id);
    ImGui::SameLine(0, spacing);
  }
  if (!progress.finished) {
    const LessonStepSnapshot& step = progress.steps[present_];
    const auto shown = static_cast<int>(step.hints.size());
    const std::string words_shown =
        step.hints_total > 0 ? words<"lesson.hint_count">({.shown = shown, .hints = step.hints_total})
                             : words<"lesson.hint">();
    if (button(look, words_shown, {.enabled = shown < step.hints_total}))
      desk.send(HintCommand{static_cast<std::uint32_t>(present_)});
    ImGui::SameLine(0, spacing);
    const Snapshot* const snapshot = desk.snapshot();
    const bool showing = snapshot->performance && snapshot->performance->goes_on;
    if (button(look, showing ? words<"lesson.showing">() : words<"lesson.show_me">(), {.enabled = !showing}))
      act(stage, static_cast<std::uint32_t>(present_), std::nullopt);
    ImGui::SameLine(0, spacing);
  }
  if (button(look, words<"page.reset">())) asks_reset_ = true;
  if (place + 1 < course.size()) {
    const ButtonStyle style = {.kind = progress.finished ? ButtonKind::primary : ButtonKind::plain,
                               .tip = course[place + 1].title};
    const float width = button_size(look, words<"lesson.next">(), style).x;
    ImGui::SameLine(0, spacing);
    ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - look.px(28) - width));
    if (button(look, words<"lesson.next">(), style)) desk.open(course[place + 1].id);
  }
}

}  // namespace tlscam
