#include "sim/lab/view/wishes.h"

#include <fmt/format.h>

#include <filesystem>

#include "sim/base/lines.h"
#include "sim/base/program_files.h"
#include "sim/words/trust.h"

namespace tlscam {
namespace {

void add_lines(const std::vector<LessonBlock>& blocks, std::vector<std::string>& lines) {
  for (const LessonBlock& block : blocks) {
    if (block.kind != LessonBlock::Kind::workstation) continue;
    for (std::string& line : lines_of(block.text)) lines.push_back(std::move(line));
  }
}

namespace fs = std::filesystem;

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path relative = fs::relative(file, folder, error);
  return !error && !relative.empty() && *relative.begin() != "..";
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

std::string list_of(const std::vector<Wish>& wishes) {
  std::string text;
  for (const Wish& wish : wishes) {
    text += fmt::format("\n  - {}{}", wish.text, wish.details.empty() ? "" : ":");
    for (const std::string& line : wish.details) text += "\n      " + line;
  }
  return text;
}

bool is_shipped(const std::string& path) {
  return lies_in(path, program_file("assets/scenes")) || lies_in(path, program_file("lessons"));
}

}  // namespace tlscam
