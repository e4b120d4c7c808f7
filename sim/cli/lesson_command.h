#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tlscam {

/// What a person asked `tlscam lesson` for.
struct LessonRequest {
  enum class Action { list, show, check, play };
  Action action = Action::list;
  std::string lessons;  ///< the folder with all lessons
  std::string id;
  std::string folder;  ///< check: the learner's files
  std::string wrong;   ///< play: the wrong end; empty: the solution
};

/// Adds `list`, `show`, `check` and `play` to a subcommand; they fill the request in when it is parsed.
void add_lesson_options(CLI::App& command, LessonRequest& request);

/// `tlscam lesson ...`. Returns the exit code: 1 when a step is not done.
int run_lesson(const LessonRequest& request);

}  // namespace tlscam
