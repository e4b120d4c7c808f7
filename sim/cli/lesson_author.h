#pragma once
#include <string>

#include "sim/cli/lesson_command.h"

// What those do who write lessons.

namespace tlscam {

/// `make_lesson` implements `tlscam lesson new ID`: a folder behind the last one of the course.
int make_lesson(const LessonRequest& request);

/// `check_lessons` implements `tlscam lesson check`: reads a lesson or the course, and does what it shows and
/// every wrong end. It returns the exit code: 1 when one of them fails. With `watch` it only returns when it
/// cannot begin.
int check_lessons(const LessonRequest& request);

}  // namespace tlscam
