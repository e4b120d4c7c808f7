#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tlscam {

/// `LessonRequest` is what a person asked `tlscam lesson` for.
struct LessonRequest {
  enum class Action { list, show, check, play };
  Action action = Action::list;
  std::string lessons;  ///< the folder with all lessons
  std::string id;
  std::string folder;    ///< check: the learner's files
  bool trusted = false;  ///< a lesson from elsewhere may have what it wants
  std::string wrong;     ///< play: the wrong end; empty for the solution
};

/// `add_lesson_options` adds `list`, `show`, `check` and `play` to a subcommand; parsing them fills in the
/// request.
void add_lesson_options(CLI::App& command, LessonRequest& request);

/// `starts_cameras` says whether the request opens a world.
bool starts_cameras(const LessonRequest& request);

/// `run_lesson` implements `tlscam lesson ...`. It returns the exit code: 1 when a step is not done.
int run_lesson(const LessonRequest& request);

}  // namespace tlscam
