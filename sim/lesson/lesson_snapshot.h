#pragma once
#include <string>
#include <vector>

namespace tlscam {

/// What a view shows of a learner's progress in one lesson. The text comes apart from it, once (LessonText).
struct LessonCheckSnapshot {
  bool done = false;
  std::string label;    ///< "cam2's clock is right"
  std::string not_yet;  ///< why it is not yet so; empty when done, and where its turn has not come
};

struct LessonStepSnapshot {
  std::string title;
  std::string state;  ///< "done", "current" or "todo"
  std::vector<LessonCheckSnapshot> checks;
  std::string note;  ///< Markdown about a wrong state; empty: none
  int hints_total = 0;
  std::vector<std::string> hints;  ///< Markdown, those that were asked for
};

struct LessonSnapshot {
  std::string id;
  std::string title;
  int minutes = 0;
  bool finished = false;
  std::vector<LessonStepSnapshot> steps;
};

/// One piece of a lesson's text as a view shows it; see LessonBlock.
struct LessonTextBlock {
  std::string kind;  ///< "text", "workstation", "console", "script", "edit", "press" or "output"
  std::string camera;
  std::string file;
  std::string text;
  bool hidden = false;  ///< only for "show me"
};

struct LessonTextStep {
  std::string title;
  std::vector<LessonTextBlock> blocks;
};

/// A lesson's words, for a view. They do not change.
struct LessonText {
  std::string id;
  std::string title;
  int minutes = 0;
  std::vector<std::string> needs;
  std::vector<std::string> teaches;
  std::vector<LessonTextBlock> intro;
  std::vector<LessonTextStep> steps;
  std::string closing;  ///< Markdown: what the learner can do now
};

}  // namespace tlscam
