#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/evidence.h"
#include "sim/lesson/lesson.h"
#include "sim/lesson/lesson_snapshot.h"

namespace tlscam {

/// `LessonRun` is one learner's way through one lesson. Steps are done in order; a step that is done stays
/// done.
class LessonRun {
 public:
  /// The constructor borrows the lesson.
  explicit LessonRun(const Lesson& lesson);

  const Lesson& lesson() const { return *lesson_; }

  /// `evaluate` looks at the world and advances as far as it allows. It is cheap enough to call after every
  /// event that a person can see. It returns true when a snapshot would now show something else.
  bool evaluate(const Evidence& evidence);

  /// `current` is the index of the current step; it is the number of steps when all are done.
  std::size_t current() const { return current_; }
  bool finished() const { return current_ == lesson_->steps.size(); }

  /// `show_hint` shows one more hint of a step; false when none is left or there is no such step.
  bool show_hint(std::size_t step);
  /// `predict` keeps what the learner says will happen. It fails when it has happened already, and where
  /// there is no such outcome.
  Result<void> predict(std::size_t step, std::size_t prediction, std::size_t outcome);
  /// `go_back_to` forgets what was done in this step and after it, for "reset step" (0: "reset lesson").
  /// Hints stay shown.
  void go_back_to(std::size_t step);

  LessonSnapshot snapshot() const;

  /// `to_json` saves the progress, and its counterpart restores it. Progress belongs to one version of a
  /// lesson: whatever no longer fits is dropped; a text that is not progress at all is an error.
  std::string to_json() const;
  Result<void> restore(std::string_view text);

 private:
  struct CheckState {
    bool done = false;
    std::string not_yet;
    bool operator==(const CheckState&) const = default;
  };
  struct PredictionState {
    std::optional<std::size_t> chosen;  ///< by the learner
    std::optional<std::size_t> happened;
    bool operator==(const PredictionState&) const = default;
  };
  struct StepState {
    std::vector<CheckState> checks;
    std::vector<PredictionState> predictions;
    std::string note;
    std::size_t hints_shown = 0;
    std::vector<std::string> met;  ///< as in LessonStepSnapshot
    bool operator==(const StepState&) const = default;
  };

  bool look_at_step(const Evidence& evidence);
  void remember(const LessonNote& note);
  void look_at_predictions(const Evidence& evidence);
  static void restore_predictions(const nlohmann::json& saved, const LessonStep& step,
                                  std::vector<PredictionState>& predictions);

  const Lesson* lesson_;
  std::size_t current_ = 0;
  std::vector<StepState> steps_;
};

/// `lesson_text` is the text of a lesson, for a view.
LessonText lesson_text(const Lesson& lesson);

}  // namespace tlscam
