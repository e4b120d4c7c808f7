#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/evidence.h"
#include "sim/lesson/lesson.h"
#include "sim/lesson/lesson_snapshot.h"

namespace tlscam {

/// One learner's way through one lesson. Steps are done in their order; a step that is done stays done.
class LessonRun {
 public:
  /// The lesson is borrowed.
  explicit LessonRun(const Lesson& lesson);

  const Lesson& lesson() const { return *lesson_; }

  /// Looks at the world and goes on as far as it allows. Cheap enough to be called after every event that a
  /// person can see. True when a snapshot would now show something else.
  bool evaluate(const Evidence& evidence);

  /// The step whose turn it is; the number of steps when all are done.
  std::size_t current() const { return current_; }
  bool finished() const { return current_ == lesson_->steps.size(); }

  /// Shows one more hint of a step; false when there is none left or no such step.
  bool show_hint(std::size_t step);
  /// Forgets what was done in this step and after it, for "reset step" (0: "reset lesson"). Hints stay shown.
  void go_back_to(std::size_t step);

  LessonSnapshot snapshot() const;

  /// The progress as JSON, and back. It is for one version of a lesson: what does not fit any more is
  /// forgotten, what is no progress at all is an error.
  std::string to_json() const;
  Result<void> restore(std::string_view text);

 private:
  struct CheckState {
    bool done = false;
    std::string not_yet;
    bool operator==(const CheckState&) const = default;
  };
  struct StepState {
    std::vector<CheckState> checks;
    std::string note;
    std::size_t hints_shown = 0;
    bool operator==(const StepState&) const = default;
  };

  bool look_at_step(const Evidence& evidence);

  const Lesson* lesson_;
  std::size_t current_ = 0;
  std::vector<StepState> steps_;
};

/// A lesson's words, for a view.
LessonText lesson_text(const Lesson& lesson);

}  // namespace tlscam
