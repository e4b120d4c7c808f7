#include "sim/desktop/panels/why_and_what.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr ButtonStyle kSmall = {.small = true};

// The prompt at which a step's line is typed.
std::string prompt_of(const NextStep& step) {
  if (step.kind == StepKind::command) return "$ ";
  return step.camera.empty() ? "" : fmt::format("{} >>> ", step.camera);
}

std::string title_of(const Desk& desk, const std::string& lesson) {
  for (const LessonText& text : desk.course())
    if (text.id == lesson) return text.title;
  return lesson;
}

}  // namespace

float WhyAndWhat::width(Look& look, const Advice& advice) {
  float width = 0;
  if (advice.has_why()) width += button_size(look, words<"page.why">(), kSmall).x + look.px(6);
  if (!advice.steps.empty()) width += button_size(look, words<"page.what_now">(), kSmall).x + look.px(6);
  return width;
}

void WhyAndWhat::draw_buttons(Stage& stage, const Advice& advice) {
  if (advice.has_why()) {
    if (button(stage.look, words<"page.why">(), kSmall))
      open_ = open_ == Open::why ? Open::nothing : Open::why;
    ImGui::SameLine(0, stage.look.px(6));
  }
  if (!advice.steps.empty() && button(stage.look, words<"page.what_now">(), kSmall))
    open_ = open_ == Open::what ? Open::nothing : Open::what;
}

void WhyAndWhat::draw_answer(Stage& stage, const Advice& advice, float most) {
  if (open_ == Open::nothing || (open_ == Open::why && !advice.has_why()) ||
      (open_ == Open::what && advice.steps.empty()))
    return;
  Look& look = stage.look;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(8), look.px(4)});
  ImGui::BeginChild("answer", {0, std::min(std::max(height_, look.px(24)), most)});
  const float top = ImGui::GetCursorPosY();
  if (open_ == Open::why) {
    for (const std::string& sentence : advice.why)
      wrapped(look, sentence, {Face::text, TextSize::sm, Color::ink});
    if (!advice.others.empty()) {
      wrapped(look, words<"page.may_be">(), {Face::text, TextSize::sm, Color::ink});
      for (const std::string& other : advice.others)
        wrapped(look, "•  " + other, {Face::text, TextSize::sm, Color::ink});
    }
  } else {
    int number = 0;
    for (const NextStep& step : advice.steps) {
      ImGui::PushID(number++);
      draw_step(stage, step);
      ImGui::PopID();
    }
  }
  height_ = ImGui::GetCursorPosY() - top + look.px(4);
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

void WhyAndWhat::draw_step(Stage& stage, const NextStep& step) {
  Look& look = stage.look;
  if (step.kind == StepKind::link) {
    if (text_button(look, step.text) && stage.open_outside) stage.open_outside(step.line);
    return;
  }
  wrapped(look, step.text, {Face::text, TextSize::sm, Color::ink});
  if (step.kind == StepKind::lesson) {
    if (text_button(look, title_of(stage.desk, step.line), icon::book)) stage.desk.open(step.line);
  } else if (!step.line.empty()) {
    draw_line(stage, step);
  }
}

void WhyAndWhat::draw_line(Stage& stage, const NextStep& step) {
  Look& look = stage.look;
  const TextStyle code = {Face::mono, TextSize::code, Color::ink};
  const std::string prompt = prompt_of(step);
  const float indent = look.measure(code, prompt).x;
  const bool is_typed = step.kind == StepKind::command || !step.camera.empty();
  const std::string action = is_typed ? words<"page.type_it">() : words<"page.copy">();
  const float act = look.measure({}, action).x + look.px(36);
  const float room = ImGui::GetContentRegionAvail().x - act;
  const ImVec2 extent = look.measure(code, step.line);
  const float box = std::min(indent + extent.x + look.px(18), room);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = look.px(24);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, at + ImVec2(box, height), look.color(Color::code), look.px(4));
  list->AddRect(at, at + ImVec2(box, height), look.color(Color::line2), look.px(4));
  const float y = at.y + (height - extent.y) / 2;
  if (!prompt.empty()) look.draw({at.x + look.px(8), y}, {code.face, code.size, Color::soft}, prompt);
  look.draw_elided({at.x + look.px(8) + indent, y}, box - indent - look.px(16), code, step.line);
  ImGui::SetCursorScreenPos({at.x + box + look.px(6), at.y});
  if (!text_button(look, action, is_typed ? icon::enter : icon::copy)) return;
  if (!is_typed) {
    ImGui::SetClipboardText(step.line.c_str());
    return stage.desk.notice(words<"page.copied">());
  }
  const std::string place = step.kind == StepKind::command ? "" : step.camera;
  stage.desk.selection.place = place;
  stage.desk.send(TypeLineCommand{place, step.line, look.motion},
                  [&desk = stage.desk](Result<TypeLineCommand::Reply> typed) {
                    if (!typed) desk.notice(typed.error().text);
                  });
}

}  // namespace tlscam
