#include "sim/lab/acts/block_acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/lines.h"

namespace tlscam {
namespace {

using Kind = BlockAct::Kind;

bool has_indented_line(const std::vector<std::string>& lines) {
  return std::ranges::any_of(
      lines, [](const std::string& line) { return line.starts_with(' ') || line.starts_with('\t'); });
}

class ActList {
 public:
  explicit ActList(bool switches_on) : switches_on_(switches_on) {}

  void add(const LessonBlock& block) {
    switch (block.kind) {
      case LessonBlock::Kind::workstation:
        for (std::string& line : trimmed_lines_of(block.text)) {
          if (!line.empty()) act(Kind::type_command).text = std::move(line);
        }
        break;
      case LessonBlock::Kind::console:
        add_console(block);
        break;
      case LessonBlock::Kind::script:
        switch_on(block.camera);
        act(Kind::run_script, block.camera).file = block.file;
        break;
      case LessonBlock::Kind::edit: {
        BlockAct& edit = act(Kind::write_file);
        edit.file = block.file;
        edit.text = block.text;
        break;
      }
      case LessonBlock::Kind::press:
        for (const LessonPress& press : presses(block)) add_press(press);
        break;
      case LessonBlock::Kind::text:
      case LessonBlock::Kind::output:
      case LessonBlock::Kind::predict:
        break;
    }
    ++block_;
  }

  std::vector<BlockAct> take() { return std::move(acts_); }

 private:
  BlockAct& act(Kind kind, std::string camera = {}) {
    BlockAct& added = acts_.emplace_back();
    added.kind = kind;
    added.camera = std::move(camera);
    added.block = block_;
    return added;
  }

  void switch_on(const std::string& camera) {
    if (switches_on_) act(Kind::switch_on, camera);
  }

  // The prompt indents the lines of a loop's body by itself: typed with their own indentation they would have
  // it twice.
  void add_console(const LessonBlock& block) {
    switch_on(block.camera);
    std::vector<std::string> lines = trimmed_lines_of(block.text);
    if (has_indented_line(lines)) {
      act(Kind::paste, block.camera).text = block.text;
      return;
    }
    for (std::string& line : lines) act(Kind::type_line, block.camera).text = std::move(line);
  }

  void add_press(const LessonPress& press) {
    switch (press.button) {
      case LessonPress::Button::power_on:
        act(Kind::switch_on, press.camera);
        break;
      case LessonPress::Button::power_off:
        act(Kind::switch_off, press.camera);
        break;
      case LessonPress::Button::reset:
        act(Kind::reset, press.camera);
        break;
      case LessonPress::Button::stop:
        act(Kind::stop, press.camera);
        break;
      case LessonPress::Button::wait:
        act(Kind::wait).time = press.time;
        break;
      default:
        act(Kind::to_world).press = press;
        break;
    }
  }

  bool switches_on_;
  std::size_t block_ = 0;
  std::vector<BlockAct> acts_;
};

}  // namespace

std::vector<BlockAct> acts_of(const std::vector<LessonBlock>& blocks, bool switches_on) {
  ActList acts(switches_on);
  for (const LessonBlock& block : blocks) acts.add(block);
  return acts.take();
}

std::string act_text(const BlockAct& act) {
  switch (act.kind) {
    case Kind::switch_on:
      return "power on " + act.camera;
    case Kind::switch_off:
      return "power off " + act.camera;
    case Kind::reset:
      return "reset " + act.camera;
    case Kind::stop:
      return "stop " + act.camera;
    case Kind::type_line:
    case Kind::paste:
      return fmt::format("{} >>> {}", act.camera, act.text);
    case Kind::run_script:
      return fmt::format("run {} on {}", act.file, act.camera);
    case Kind::type_command:
      return "$ " + act.text;
    case Kind::write_file:
      return "edit " + act.file;
    case Kind::wait:
      return fmt::format("wait {}s", std::chrono::duration<double>(act.time).count());
    case Kind::to_world:
      return act.press.text;
  }
  return "";
}

}  // namespace tlscam
