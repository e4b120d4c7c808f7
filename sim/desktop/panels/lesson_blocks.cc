// The blocks of a lesson's text: what is to be read, done and predicted.
#include <algorithm>

#include "sim/base/lines.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/lesson_panel.h"
#include "sim/lab/view/press_buttons.h"
#include "sim/words/lesson.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

bool does_something(const LessonTextBlock& block) {
  return block.kind != "text" && block.kind != "output" && block.kind != "predict";
}

}  // namespace

void LessonPanel::draw_blocks(Stage& stage, const std::vector<LessonTextBlock>& blocks,
                              std::optional<std::uint32_t> step, const LessonStepSnapshot* progress) {
  std::uint32_t acts = 0;
  std::uint32_t predictions = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const LessonTextBlock& block = blocks[i];
    ImGui::PushID(static_cast<int>(i));
    if (block.kind == "text") {
      stage.flow.draw(stage.look, block.text);
      gap(stage.look, 9);
    } else if (block.kind == "predict" && step && progress && predictions < progress->predictions.size()) {
      draw_prediction(stage, block, *step, predictions, progress->predictions[predictions]);
      ++predictions;
    } else if (!block.hidden) {
      draw_block(stage, block, step, acts);
    }
    if (does_something(block)) ++acts;
    ImGui::PopID();
  }
}

void LessonPanel::draw_press(Stage& stage, const LessonTextBlock& block, std::optional<std::uint32_t> step,
                             std::uint32_t number) {
  for (const std::string& label : press_buttons(block.text)) {
    if (button(stage.look, label, {.icon = icon::power})) act(stage, step, number);
    gap(stage.look, 6);
  }
}

void LessonPanel::draw_block(Stage& stage, const LessonTextBlock& block, std::optional<std::uint32_t> step,
                             std::uint32_t number) {
  Look& look = stage.look;
  if (block.kind == "press") return draw_press(stage, block, step, number);
  const bool is_output = block.kind == "output";
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  gap(look, 7);
  ImGui::Indent(look.px(10));
  std::string where = block.kind == "edit" ? block.file : block.kind == "console" ? block.camera : "";
  if (block.kind == "script") where = words<"lesson.script_on">({.file = block.file, .camera = block.camera});
  if (!where.empty()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_icon({at.x + look.px(7), at.y + look.px(9)},
                   block.kind == "console" ? icon::terminal : icon::file_code, 13, look.color(Color::soft));
    ImGui::SetCursorScreenPos({at.x + look.px(20), at.y});
    text(look, where, {Face::text, TextSize::s, Color::soft});
    gap(look, 4);
  }
  const std::string mark = block.kind == "workstation" ? "$ " : block.kind == "console" ? ">>> " : "";
  const TextStyle mono = {Face::mono, TextSize::code, is_output ? Color::soft : Color::ink};
  const float mark_width = mark.empty() ? 0 : look.measure(mono, mark).x;
  if (!block.text.empty()) {
    for (const std::string& line : lines_of(block.text)) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (!mark.empty() && !line.empty()) look.draw(at, {Face::mono, TextSize::code, Color::faint}, mark);
      ImGui::SetCursorScreenPos({at.x + mark_width, at.y});
      wrapped(look, line.empty() ? " " : line, mono, width - look.px(20) - mark_width);
      gap(look, 3);
    }
  }
  if (!is_output) {
    const bool types = block.kind == "workstation" || block.kind == "console";
    const std::string verb = types                    ? words<"page.type_it">()
                             : block.kind == "script" ? words<"lesson.run_it">()
                                                      : words<"lesson.write_file">();
    const Icon sign = types ? icon::enter : block.kind == "script" ? icon::play : icon::save;
    const float verb_width = look.measure({Face::text, TextSize::sm}, verb).x + look.px(28);
    ImGui::SetCursorScreenPos({start.x + width - verb_width - look.px(36), ImGui::GetCursorScreenPos().y});
    if (icon_button(look, icon::copy, words<"page.copy">())) ImGui::SetClipboardText(block.text.c_str());
    ImGui::SameLine(0, look.px(2));
    if (text_button(look, verb, sign)) act(stage, step, number);
    gap(look, 4);
  } else {
    gap(look, 6);
  }
  ImGui::Unindent(look.px(10));
  list->ChannelsSetCurrent(0);
  const ImVec2 end = {start.x + width, ImGui::GetCursorScreenPos().y};
  const float radius = look.px(look.theme().radius);
  if (is_output) {
    list->AddRectFilled(start, {start.x + look.px(2), end.y}, look.color(Color::line));
  } else {
    list->AddRectFilled(start, end, look.color(Color::code), radius);
    list->AddRect(start, end, look.color(Color::line2), radius);
  }
  list->ChannelsMerge();
  gap(look, 10);
}

void LessonPanel::draw_prediction(Stage& stage, const LessonTextBlock& block, std::uint32_t step,
                                  std::uint32_t number, const LessonPredictionSnapshot& progress) {
  Look& look = stage.look;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  gap(look, 9);
  ImGui::Indent(look.px(12));
  const float inside = width - look.px(24);
  text(look, words<"lesson.predict">(), {Face::strong, TextSize::sm, Color::soft});
  gap(look, 3);
  stage.flow.draw(look, block.text, {Face::text, TextSize::m, Color::ink}, inside);
  gap(look, 4);
  for (std::size_t i = 0; i < block.outcomes.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool chosen = progress.chosen == static_cast<int>(i);
    const bool happened = progress.happened == static_cast<int>(i);
    const bool open = progress.happened < 0;
    ImGui::SetCursorScreenPos({at.x + look.px(24), at.y + look.px(2)});
    stage.flow.draw(
        look, block.outcomes[i],
        {happened ? Face::strong : Face::text, TextSize::m, open || happened ? Color::ink : Color::soft},
        inside - look.px(24));
    const ImVec2 middle = {at.x + look.px(8), at.y + look.px(13)};
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddCircle(middle, look.px(7), look.color(Color::edge), 24, look.px(1.5f));
    if (chosen) list->AddCircleFilled(middle, look.px(4), look.color(Color::ink), 24);
    const float bottom = ImGui::GetCursorScreenPos().y;
    if (happened) {
      ImGui::SetCursorScreenPos({at.x + look.px(24), bottom + look.px(2)});
      badge(look, words<"lesson.has_happened">(), Color::proved, icon::check);
    } else {
      ImGui::SetCursorScreenPos(at);
      ImGui::BeginDisabled(!open);
      if (ImGui::InvisibleButton("outcome", {inside, bottom - at.y}, ImGuiButtonFlags_EnableNav))
        stage.desk.send(PredictCommand{step, number, static_cast<std::uint32_t>(i)});
      ImGui::EndDisabled();
      look.seen.note(SeenRole::check, block.outcomes[i], at, {at.x + inside, bottom}, open, chosen);
    }
    gap(look, 4);
    ImGui::PopID();
  }
  if (progress.happened >= 0 && progress.chosen >= 0)
    wrapped(look,
            progress.chosen == progress.happened ? words<"lesson.predicted">()
                                                 : words<"lesson.predicted_otherwise">(),
            {Face::text, TextSize::sm, Color::soft}, inside);
  ImGui::Unindent(look.px(12));
  gap(look, 6);
  ImGui::GetWindowDrawList()->AddRect(start, {start.x + width, ImGui::GetCursorScreenPos().y},
                                      look.color(Color::line), look.px(look.theme().radius));
  gap(look, 10);
}

}  // namespace tlscam
