#include "sim/lab/view/press_buttons.h"

#include <algorithm>

#include "sim/lesson/lesson_press.h"

namespace tlscam {

std::vector<std::string> press_buttons(std::string_view block) {
  std::vector<std::string> buttons;
  while (!block.empty()) {
    const std::string_view line = block.substr(0, block.find('\n'));
    block.remove_prefix(std::min(block.size(), line.size() + 1));
    if (line.starts_with("wait")) continue;
    if (const auto press = parse_press(line)) buttons.push_back(press_label(*press));
  }
  return buttons;
}

}  // namespace tlscam
