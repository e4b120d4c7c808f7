#include "sim/lab/course/lesson_review.h"

#include <algorithm>

#include "sim/words/handout.h"

namespace tlscam {
namespace {

constexpr std::size_t kWrongEnds = 4;
constexpr std::size_t kHints = 3;

// In an exercise nothing that has to be done is shown.
bool is_exercise(const LessonStep& step) {
  const auto acts = std::ranges::count_if(step.blocks, &LessonBlock::is_action);
  const auto hidden = std::ranges::count_if(step.blocks, &LessonBlock::hidden);
  return acts > 0 && acts == hidden;
}

bool has_prediction(const LessonStep& step) {
  return !step.predictions.empty();
}

}  // namespace

std::vector<std::string> lesson_lacks(const Lesson& lesson) {
  std::vector<std::string> lacks;
  // A mystery asks for its cause before the repair, and shows no command for either.
  if (!lesson.mystery && std::ranges::none_of(lesson.steps, has_prediction))
    lacks.push_back(words<"handout.no_prediction">());
  const auto exercise = std::ranges::find_if(lesson.steps, is_exercise);
  if (!lesson.mystery && exercise == lesson.steps.end()) lacks.push_back(words<"handout.no_exercise">());
  const auto has_hints = [](const LessonStep& step) {
    return is_exercise(step) && step.hints.size() >= kHints;
  };
  if (exercise != lesson.steps.end() && std::ranges::none_of(lesson.steps, has_hints))
    lacks.push_back(words<"handout.few_hints">({.count = kHints}));
  if (lesson.wrong_ends.size() < kWrongEnds)
    lacks.push_back(
        words<"handout.few_wrong_ends">({.count = lesson.wrong_ends.size(), .wanted = kWrongEnds}));
  return lacks;
}

}  // namespace tlscam
