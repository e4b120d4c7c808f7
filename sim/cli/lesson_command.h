#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tlscam {

/// `LessonRequest` is what a person asked `tlscam lesson` for.
struct LessonRequest {
  enum class Action { list, show, cards, play, verify, make, check, handout, report };
  Action action = Action::list;
  std::string lessons;   ///< the folder with all lessons
  std::string language;  ///< "de"; empty: the lessons' own
  std::string id;
  std::string folder;                 ///< verify: the learner's files; check: one lesson, empty: all
  bool trusted = false;               ///< a lesson from elsewhere may have what it wants
  std::string wrong;                  ///< play: the wrong end; empty for the solution
  bool watch = false;                 ///< check: again after every change
  bool teacher = false;               ///< handout: with the answers
  std::vector<std::string> words;     ///< cards: what they are searched for
  std::vector<std::string> files;     ///< report: of progress
  bool html = false;                  ///< report: both tables as a page
  bool misconceptions = false;        ///< report: the other table
  std::optional<std::uint64_t> seed;  ///< show, play: which mystery
};

/// `add_lesson_options` adds the subcommands of `tlscam lesson`; parsing them fills in the request.
void add_lesson_options(CLI::App& command, LessonRequest& request);

/// `starts_cameras` says whether the request opens a world.
bool starts_cameras(const LessonRequest& request);

/// `run_lesson` implements `tlscam lesson ...`. It returns the exit code: 1 when a step is not done.
int run_lesson(const LessonRequest& request);

}  // namespace tlscam
