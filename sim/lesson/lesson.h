#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/condition.h"
#include "sim/lesson/lesson_card.h"
#include "sim/lesson/lesson_press.h"
#include "sim/scene/scene.h"

// A lesson is a folder with lesson.md, world.json, start/, solution/ and wrong/NAME/wrong.md. README.md and
// lesson.schema.json, next to this header, describe the format.

namespace tlscam {

/// `LessonBlock` is one piece of a lesson's text, in the order in which it is shown.
struct LessonBlock {
  enum class Kind {
    text,         ///< Markdown
    workstation,  ///< lines to type into the workstation's terminal
    console,      ///< lines to type at a camera's prompt
    script,       ///< a file of the workstation to run on a camera, as the editor's Run button does
    edit,         ///< a file of the workstation and what it must then contain
    press,        ///< things done by hand: power, cables, time; see LessonPress
    output,       ///< the output of the block before it; a test compares it with a run
    predict,      ///< asks what will happen: LessonStep::predictions
  };
  Kind kind = Kind::text;
  std::string camera;  ///< console, script
  std::string file;    ///< script, edit: a path in the workstation's folder
  std::string text;  ///< the Markdown, the lines to type, the file's new content, the output, or the question
  bool hidden = false;  ///< not shown as text; performed only by "show me"
  int line = 0;         ///< line in lesson.md where it begins

  bool is_action() const { return kind != Kind::text && kind != Kind::output && kind != Kind::predict; }
};

/// `presses` reads the lines of a `press` block, which were checked when the lesson was loaded.
std::vector<LessonPress> presses(const LessonBlock& block);

struct LessonCheck {
  std::string id;  ///< names it within its step; without one of its own, its number: "1"
  std::shared_ptr<const Condition> condition;
  std::string label;    ///< the requirement in words
  std::string not_yet;  ///< shown instead of the condition's own words, unless empty
  bool now = false;     ///< must hold at the moment the step is completed; otherwise once is enough
  bool then = false;    ///< counts only when the checks before it are done
};

/// `LessonNote` is a wrong state and the text to show while it lasts.
struct LessonNote {
  std::shared_ptr<const Condition> when;
  std::string say;  ///< Markdown
};

/// `LessonPrediction` asks the learner what will happen. One of its outcomes then does.
struct LessonPrediction {
  struct Outcome {
    std::string text;  ///< Markdown within a line
    std::shared_ptr<const Condition> when;
  };
  std::string question;           ///< Markdown
  std::vector<Outcome> outcomes;  ///< two to four; the first whose condition holds has happened
  int line = 0;
};

/// `LessonHint` is Markdown, and what stands below it once the step is done: the sentence of an RFC, a why.
struct LessonHint {
  std::string text;
  std::string after;  ///< may be empty
};

struct LessonStep {
  /// `id` names the step in progress and reports, whatever its title becomes or is translated to.
  std::string id;
  std::string title;
  std::vector<LessonBlock> blocks;
  std::vector<LessonPrediction> predictions;  ///< in the order of their blocks
  std::vector<LessonCheck> checks;            ///< at least one
  std::vector<LessonNote> notes;              ///< the first whose condition holds is shown
  std::vector<LessonHint> hints;              ///< shown one at a time
  int line = 0;
};

/// `LessonWrongEnd` is a known wrong end: everything before one step is done as shown, then these blocks
/// replace the step's own, and then the learner must see a message that contains `says`.
struct LessonWrongEnd {
  std::string name;  ///< name of its folder
  std::size_t step = 0;
  std::string says;
  std::vector<LessonBlock> blocks;
};

struct Lesson {
  std::string folder;  ///< "04-first-verified-connection"; its beginning orders the course
  std::string id;
  std::string title;
  int minutes = 0;
  std::vector<std::string> needs;    ///< ids of lessons
  std::vector<std::string> teaches;  ///< words
  bool mystery = false;              ///< its world is drawn by a seed (sim/mystery), and it has no world.json
  std::vector<LessonBlock> intro;    ///< shown before the first step
  std::vector<LessonStep> steps;
  std::string closing;             ///< Markdown: the section "What you can do now"
  std::optional<LessonCard> card;  ///< the section "Card"
  std::vector<LessonWrongEnd> wrong_ends;
  Scene scene;       ///< the world at the start, including the files of start/
  FileMap solution;  ///< solution/: the final content of the workstation's folder, as far as it is always the
                     ///< same
};

/// `kDefaultMystery` is the seed of a mystery where nobody asks for another one.
inline constexpr std::uint64_t kDefaultMystery = 1;

/// `load_lesson` reads a lesson from its files, by path relative to its folder ("lesson.md").
/// read_lesson_folder() reads a folder of this computer; the page gets its lessons in one bundle. An unknown
/// key, an invalid check, a camera that the world does not have or a missing file gives one message that
/// begins with file and line, as in `04-first/lesson.md:41: check: no such key "cammera"; did you mean
/// "camera"?`.
Result<Lesson> load_lesson(const std::string& folder, const FileMap& files);

}  // namespace tlscam
