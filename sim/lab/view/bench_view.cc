#include "sim/lab/view/bench_view.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace tlscam {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

// The camera of `mpremote connect CAMERA run [--no-follow] FILE` in a block of commands; empty: none runs it.
std::string run_on(const std::string& commands, const std::string& path) {
  std::istringstream lines(commands);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::vector<std::string> all;
    for (std::string word; words >> word;) all.push_back(word);
    for (std::size_t i = 0; i + 4 < all.size(); ++i) {
      if (all[i] != "mpremote" || all[i + 1] != "connect" || all[i + 3] != "run") continue;
      std::size_t file = i + 4;
      while (file < all.size() && all[file].starts_with('-')) ++file;
      if (file < all.size() && all[file] == path) return all[i + 2];
    }
  }
  return {};
}

std::string meant_for(const std::string& path, const LessonText* lesson) {
  if (!lesson) return {};
  for (const LessonTextStep& step : lesson->steps)
    for (const LessonTextBlock& block : step.blocks) {
      if (block.kind == "script" && block.file == path) return block.camera;
      if (block.kind != "workstation") continue;
      if (auto camera = run_on(block.text, path); !camera.empty()) return camera;
    }
  return {};
}

std::string value_of(const std::map<std::string, std::string>& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? "" : found->second;
}

}  // namespace

std::string camera_for_script(const std::string& path, const std::vector<CameraSnapshot>& cameras,
                              const LessonText* lesson, const ScriptMemory& memory) {
  std::vector<std::string> ran_on;
  for (const CameraSnapshot& camera : cameras)
    if (camera.script_name == path) ran_on.push_back(camera.name);
  const std::string last = value_of(memory.ran, path);
  const bool ran_there = std::find(ran_on.begin(), ran_on.end(), last) != ran_on.end();
  const std::vector<std::string> candidates = {value_of(memory.chosen, path),
                                               ran_on.size() == 1 ? ran_on.front()
                                               : ran_there        ? last
                                                                  : "",
                                               meant_for(path, lesson), memory.camera,
                                               cameras.size() == 1 ? cameras.front().name : ""};
  for (const std::string& name : candidates)
    if (std::any_of(cameras.begin(), cameras.end(),
                    [&](const CameraSnapshot& camera) { return camera.name == name; }))
      return name;
  return {};
}

std::string next_camera_name(const std::vector<CameraSnapshot>& cameras) {
  for (int number = 2;; ++number) {
    std::string name = "cam" + std::to_string(number);
    if (std::none_of(cameras.begin(), cameras.end(),
                     [&](const CameraSnapshot& camera) { return lower(camera.name) == name; }))
      return name;
  }
}

Validity validity_at(Instant not_before, Instant not_after, Instant now) {
  Validity validity;
  if (now < not_before)
    validity.state = Validity::State::not_yet;
  else if (now > not_after)
    validity.state = Validity::State::expired;
  const auto whole = static_cast<double>((not_after - not_before).count());
  const auto gone = static_cast<double>((now - not_before).count());
  validity.through = whole > 0 ? static_cast<float>(std::clamp(gone / whole, 0.0, 1.0)) : 0;
  return validity;
}

}  // namespace tlscam
