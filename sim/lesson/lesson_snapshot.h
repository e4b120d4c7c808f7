#pragma once
#include <string>
#include <vector>

namespace tlscam {

/// These structs are what a view shows of a learner's progress in one lesson. The text is delivered
/// separately, once (LessonText).
struct LessonCheckSnapshot {
  bool done = false;
  std::string label;    ///< "cam2's clock is right"
  std::string not_yet;  ///< why it is not so yet; empty when done, or when it is not due yet
};

/// The numbers count a prediction's outcomes from 0; -1: none.
struct LessonPredictionSnapshot {
  int chosen = -1;    ///< the learner's prediction
  int happened = -1;  ///< the outcome that came true
};

struct LessonStepSnapshot {
  std::string title;
  std::string state;  ///< "done", "current" or "todo"
  std::vector<LessonCheckSnapshot> checks;
  std::vector<LessonPredictionSnapshot> predictions;  ///< in the order of the text's blocks
  std::string note;                                   ///< Markdown about a wrong state; empty: none
  int hints_total = 0;
  std::vector<std::string> hints;  ///< Markdown of the hints that were requested
};

struct LessonSnapshot {
  std::string id;
  std::string title;
  int minutes = 0;
  bool finished = false;
  std::vector<LessonStepSnapshot> steps;
};

/// `LessonTextBlock` is one piece of a lesson's text as a view shows it; see LessonBlock.
struct LessonTextBlock {
  std::string kind;  ///< "text", "workstation", "console", "script", "edit", "press", "output" or "predict"
  std::string camera;
  std::string file;
  std::string text;
  std::vector<std::string> outcomes;  ///< predict: Markdown within a line
  bool hidden = false;                ///< only for "show me"
};

struct LessonTextStep {
  std::string title;
  std::vector<LessonTextBlock> blocks;
};

/// `LessonText` is the text of a lesson, for a view. It does not change.
struct LessonText {
  std::string id;
  std::string title;
  int minutes = 0;
  std::vector<std::string> needs;
  std::vector<std::string> teaches;
  std::vector<LessonTextBlock> intro;
  std::vector<LessonTextStep> steps;
  std::string closing;  ///< Markdown: the section "What you can do now"
};

}  // namespace tlscam
