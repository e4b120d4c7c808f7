#include "sim/lab/command/lesson.h"

#include "sim/lab/command/open.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<std::vector<LessonText>> carry_out(SessionState& state, const CourseCommand&) {
  std::vector<LessonText> course;
  for (const Lesson& lesson : state.course()) course.push_back(lesson_text(lesson));
  return course;
}

Result<Nothing> carry_out(SessionState& state, const HintCommand& command) {
  auto& run = state.opened().lesson_run();
  if (!run || !run->show_hint(command.step)) return fail("there is no further hint");
  if (auto& mystery = state.opened().mystery_run()) mystery->hint();
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const PredictCommand& command) {
  auto& run = state.opened().lesson_run();
  if (!run) return fail("no lesson is open");
  if (auto kept = run->predict(command.step, command.prediction, command.outcome); !kept)
    return tl::unexpected(kept.error());
  return Nothing{};
}

// The world becomes what it was when the step's turn came: files, clocks and faults. Everything that cameras
// had in memory is gone.
Result<Nothing> carry_out(SessionState& state, const ResetStepCommand& command) {
  if (!state.opened().lesson_run()) return fail("no lesson is open");
  const auto& starts = state.step_starts();
  if (command.step >= starts.size()) return fail("step {} has not begun yet", command.step + 1);
  if (!starts[command.step])
    return fail("nobody knows any more how step {} began; reset the lesson instead", command.step + 1);
  OpenCommand open;
  open.lesson = state.opened().lesson()->id;
  open.seed = state.opened().seed();
  open.saved = starts[command.step];
  if (const auto& mystery = state.opened().mystery_run()) open.saved->mystery = mystery->to_json();
  if (state.opened().home().is_adopted()) open.folder = state.opened().home().path();
  std::vector kept(starts.begin(), starts.begin() + command.step + 1);
  return open_world(state, open, std::move(kept));
}

}  // namespace tlscam
