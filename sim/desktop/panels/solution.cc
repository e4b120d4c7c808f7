#include "sim/desktop/panels/solution.h"

#include <algorithm>

#include "sim/base/lines.h"
#include "sim/desktop/look/widgets.h"
#include "sim/lab/view/press_buttons.h"
#include "sim/words/lesson.h"

namespace tlscam {
namespace {

bool is_edit(const LessonTextBlock& block) {
  return block.kind == "edit";
}

bool is_hidden_act(const LessonTextBlock& block) {
  return block.hidden && (block.kind == "workstation" || block.kind == "console" || block.kind == "script" ||
                          block.kind == "press");
}

std::vector<std::string> lines_to_show(const LessonTextBlock& block) {
  if (block.kind == "script")
    return lines_of(words<"lesson.script_on">({.file = block.file, .camera = block.camera}));
  if (block.kind == "press") return press_buttons(block.text);
  const std::string prompt = block.kind == "console" ? ">>> " : "$ ";
  std::vector<std::string> lines = lines_of(block.text);
  for (std::string& line : lines)
    if (!line.empty()) line.insert(0, prompt);
  return lines;
}

// Lines on a ground of their own, each in its colour.
void draw_code(Look& look, const std::vector<std::pair<std::string, Color>>& lines) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  gap(look, 7);
  ImGui::Indent(look.px(10));
  for (const auto& [line, color] : lines) {
    wrapped(look, line.empty() ? " " : line, {Face::mono, TextSize::code, color}, width - look.px(20));
    gap(look, 2);
  }
  ImGui::Unindent(look.px(10));
  gap(look, 6);
  list->ChannelsSetCurrent(0);
  list->AddRectFilled(start, {start.x + width, ImGui::GetCursorScreenPos().y}, look.color(Color::code),
                      look.px(look.theme().radius));
  list->ChannelsMerge();
  gap(look, 8);
}

std::pair<std::string, Color> shown(const DiffLine& line) {
  switch (line.kind) {
    case DiffLine::Kind::less:
      return {"− " + line.text, Color::failed};
    case DiffLine::Kind::more:
      return {"+ " + line.text, Color::proved};
    case DiffLine::Kind::same:
      break;
  }
  return {"  " + line.text, Color::soft};
}

}  // namespace

bool Solution::exists(const LessonTextStep& step) {
  return std::ranges::any_of(step.blocks,
                             [](const LessonTextBlock& block) { return block.hidden || is_edit(block); });
}

void Solution::compare(Stage& stage, const LessonTextStep& step) {
  const std::uint64_t changes = stage.desk.snapshot()->terminal.folder_changes;
  if (asked_ && changes_ == changes) return;
  asked_ = true;
  changes_ = changes;
  files_.clear();
  for (const LessonTextBlock& block : step.blocks) {
    if (!is_edit(block)) continue;
    auto compared = std::make_shared<Compared>();
    compared->file = block.file;
    files_.push_back(compared);
    stage.desk.send(ReadFileCommand{"", block.file}, [compared, text = block.text](Result<Bytes> bytes) {
      compared->known = true;
      if (bytes)
        compared->diff = line_diff({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, text);
    });
  }
}

void Solution::draw(Stage& stage, const LessonTextStep& step) {
  Look& look = stage.look;
  compare(stage, step);
  const TextStyle style = {Face::text, TextSize::sm, Color::ink};
  bool titled = false;
  for (const LessonTextBlock& block : step.blocks) {
    if (!is_hidden_act(block)) continue;
    if (!std::exchange(titled, true)) {
      wrapped(look, words<"lesson.solution_commands">(), style);
      gap(look, 4);
    }
    std::vector<std::pair<std::string, Color>> lines;
    for (std::string& line : lines_to_show(block)) lines.emplace_back(std::move(line), Color::ink);
    draw_code(look, lines);
  }
  for (const auto& one : files_) {
    if (!one->known) continue;
    if (!one->diff) {
      wrapped(look, words<"lesson.solution_no_file">({.file = one->file}), style);
    } else if (std::ranges::all_of(*one->diff,
                                   [](const DiffLine& line) { return line.kind == DiffLine::Kind::same; })) {
      wrapped(look, words<"lesson.solution_same">({.file = one->file}), style);
    } else {
      wrapped(look, words<"lesson.solution_differs">({.file = one->file}), style);
      gap(look, 4);
      std::vector<std::pair<std::string, Color>> lines;
      for (const DiffLine& line : *one->diff) lines.push_back(shown(line));
      draw_code(look, lines);
    }
    gap(look, 6);
  }
}

}  // namespace tlscam
