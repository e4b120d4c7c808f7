#pragma once
#include <string>
#include <vector>

namespace tlscam {

/// These structs are what a view shows of a learner's progress in one lesson. The text is delivered
/// separately, once (LessonText).
struct LessonCheckSnapshot {
  std::string id;
  bool done = false;
  std::string label;    ///< "cam2's clock is right"
  std::string not_yet;  ///< why it is not so yet; empty when done, or when it is not due yet
};

/// The numbers count a prediction's outcomes from 0; -1: none.
struct LessonPredictionSnapshot {
  int chosen = -1;    ///< the learner's prediction
  int happened = -1;  ///< the outcome that came true
};

/// `LessonHintSnapshot` is a hint that was asked for, or any of a step that is done.
struct LessonHintSnapshot {
  std::string text;   ///< Markdown
  std::string after;  ///< Markdown, once the step is done; may be empty
  bool asked = false;
};

struct LessonStepSnapshot {
  std::string id;
  std::string title;
  std::string state;  ///< "done", "current" or "todo"
  std::vector<LessonCheckSnapshot> checks;
  std::vector<LessonPredictionSnapshot> predictions;  ///< in the order of the text's blocks
  std::string note;                                   ///< Markdown about a wrong state; empty: none
  int hints_total = 0;
  std::vector<LessonHintSnapshot> hints;
  /// `met` names the wrong ends that the learner was told about, and other notes by their number: "note 2".
  std::vector<std::string> met;
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
  std::string id;
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
  /// The parts of the card are Markdown; empty where a lesson has none.
  std::string card_what;
  std::string card_how;
  std::string card_why;
};

}  // namespace tlscam
