#include "sim/lab/command/lesson_act.h"

#include "sim/lab/acts/block_acts.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {
namespace {

constexpr Duration kKeyPause = std::chrono::milliseconds(14);

Result<std::uint32_t> begin(SessionState& state, const std::vector<LessonBlock>& blocks, bool key_by_key) {
  PerformOptions options;
  // In a world that stands still the pause after a key would never end.
  if (key_by_key && !state.pace().paused()) options.key_pause = kKeyPause;
  return state.begin_performance(acts_of(blocks, true), options);
}

}  // namespace

Result<std::uint32_t> carry_out(SessionState& state, const LessonActCommand& command) {
  const Lesson* lesson = state.opened().lesson();
  if (!lesson) return fail("no lesson is open");
  if (command.step && *command.step >= lesson->steps.size())
    return fail("the lesson has no step {}", *command.step + 1);
  std::vector<LessonBlock> blocks = command.step ? lesson->steps[*command.step].blocks : lesson->intro;
  std::erase_if(blocks, [](const LessonBlock& block) { return !block.is_action(); });
  if (auto& mystery = state.opened().mystery_run(); mystery && !mystery->is_over()) mystery->show_me();
  if (!command.block) return begin(state, blocks, command.key_by_key);
  if (*command.block >= blocks.size())
    return fail("the step has no block {} that does something", *command.block + 1);
  return begin(state, {blocks[*command.block]}, command.key_by_key);
}

Result<std::uint32_t> carry_out(SessionState& state, const TypeLineCommand& command) {
  if (!command.camera.empty()) {
    if (auto camera = state.camera(command.camera); !camera) return tl::unexpected(camera.error());
  }
  LessonBlock line;
  line.kind = command.camera.empty() ? LessonBlock::Kind::workstation : LessonBlock::Kind::console;
  line.camera = command.camera;
  line.text = command.text;
  return begin(state, {line}, command.key_by_key);
}

}  // namespace tlscam
