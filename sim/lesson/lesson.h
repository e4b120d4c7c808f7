#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/condition.h"
#include "sim/scene/scene.h"

// A lesson: a folder with lesson.md, world.json, start/, solution/ and wrong/NAME/wrong.md. The format is
// described in README.md and lesson.schema.json beside this header.

namespace tlscam {

/// One piece of a lesson's text, in the order in which it is shown.
struct LessonBlock {
  enum class Kind {
    text,         ///< Markdown
    workstation,  ///< lines to type into the workstation's terminal
    console,      ///< lines to type at a camera's prompt
    script,       ///< a file of the workstation to run on a camera, as the editor's Run button does
    edit,         ///< a file of the workstation and what it shall then hold
    press,        ///< things that a hand does: power, reset, stop
    output,       ///< what the block before prints; a test compares it with a run
  };
  Kind kind = Kind::text;
  std::string camera;   ///< console, script
  std::string file;     ///< script, edit: a path in the workstation's folder
  std::string text;     ///< the Markdown, the lines to type, the file's new content, or the output
  bool hidden = false;  ///< not part of the text; only done by "show me"
  int line = 0;         ///< where it begins in lesson.md

  bool is_action() const { return kind != Kind::text && kind != Kind::output; }
};

/// One line of a `press` block.
struct LessonPress {
  enum class Button { power_on, power_off, reset, stop, wait };
  Button button = Button::power_on;
  std::string camera;
  Duration time{0};  ///< wait
};
/// Reads "power on openmv", "power off openmv", "reset openmv", "stop openmv" or "wait 5s".
Result<LessonPress> parse_press(std::string_view line);
/// The lines of a `press` block, which were checked when the lesson was loaded.
std::vector<LessonPress> presses(const LessonBlock& block);

struct LessonCheck {
  std::shared_ptr<const Condition> condition;
  std::string label;    ///< what has to be so, in words
  std::string not_yet;  ///< said instead of the condition's own words; empty: those
  bool now = false;     ///< must hold at the moment the step is done; otherwise once is enough
  bool then = false;    ///< counts only when the checks before it are done
};

/// A wrong state and what is said about it while it lasts.
struct LessonNote {
  std::shared_ptr<const Condition> when;
  std::string say;  ///< Markdown
};

struct LessonStep {
  std::string title;
  std::vector<LessonBlock> blocks;
  std::vector<LessonCheck> checks;  ///< at least one
  std::vector<LessonNote> notes;    ///< the first whose condition holds is shown
  std::vector<std::string> hints;   ///< Markdown, shown one at a time
  int line = 0;
};

/// A known wrong end: up to one step all is done as shown, then these blocks are done instead of the step's
/// own, and then the learner must see a message that contains `says`.
struct LessonWrongEnd {
  std::string name;  ///< of its folder
  std::size_t step = 0;
  std::string says;
  std::vector<LessonBlock> blocks;
};

struct Lesson {
  std::string folder;  ///< "30-first-verified-connection"; its beginning orders the course
  std::string id;
  std::string title;
  int minutes = 0;
  std::vector<std::string> needs;    ///< ids of lessons
  std::vector<std::string> teaches;  ///< words
  std::vector<LessonBlock> intro;    ///< before the first step
  std::vector<LessonStep> steps;
  std::string closing;  ///< Markdown: what the learner can do now
  std::vector<LessonWrongEnd> wrong_ends;
  Scene scene;       ///< the world at the start, with the files of start/ in it
  FileMap solution;  ///< solution/: what the workstation's folder ends with, as far as it is always the same
};

/// Reads a lesson from its files, by path relative to its folder ("lesson.md"). A folder of this computer is
/// read by read_lesson_folder(), the page's come in one bundle. A key that is not known, a check that cannot
/// be read, a camera that the world does not have, a missing file: one message that begins with file and
/// line, as in `30-first/lesson.md:41: check: no such key "cammera"; did you mean "camera"?`.
Result<Lesson> load_lesson(const std::string& folder, const FileMap& files);

}  // namespace tlscam
