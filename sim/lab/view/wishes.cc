#include "sim/lab/view/wishes.h"

#include <sstream>

#include "sim/words/trust.h"

namespace tlscam {
namespace {

void add_lines(const std::vector<LessonBlock>& blocks, std::vector<std::string>& lines) {
  for (const LessonBlock& block : blocks) {
    if (block.kind != LessonBlock::Kind::workstation) continue;
    std::istringstream text(block.text);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
  }
}

}  // namespace

std::vector<Wish> wishes_of(const Scene& scene) {
  std::vector<Wish> wishes;
  if (const auto& commands = scene.workstation_commands; !commands.empty())
    wishes.push_back({words<"trust.commands">({.count = commands.size()}), commands});
  for (const SceneCamera& camera : scene.cameras)
    if (camera.flash_file)
      wishes.push_back({words<"trust.keeps">({.camera = camera.name, .file = *camera.flash_file}), {}});
  for (const SceneBridge& bridge : scene.bridges)
    wishes.push_back(
        {words<"trust.bridge">(
             {.real = to_text(bridge.real), .port = std::to_string(bridge.port), .camera = bridge.camera}),
         {}});
  for (const SceneReach& reach : scene.reaches)
    wishes.push_back({words<"trust.reach">({.real = to_text(reach.real), .name = reach.name}), {}});
  return wishes;
}

std::vector<Wish> wishes_of(const Lesson& lesson) {
  std::vector<Wish> wishes = wishes_of(lesson.scene);
  std::vector<std::string> lines;
  add_lines(lesson.intro, lines);
  for (const LessonStep& step : lesson.steps) add_lines(step.blocks, lines);
  for (const LessonWrongEnd& wrong : lesson.wrong_ends) add_lines(wrong.blocks, lines);
  if (!lines.empty()) wishes.push_back({words<"trust.lines">({.count = lines.size()}), std::move(lines)});
  return wishes;
}

}  // namespace tlscam
