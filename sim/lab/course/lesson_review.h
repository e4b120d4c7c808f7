#pragma once
#include <string>
#include <vector>

#include "sim/lesson/lesson.h"

namespace tlscam {

/// `lesson_lacks` says, in sentences, what a lesson of the course has and this one does not: a prediction, an
/// exercise with its hints, wrong ends. A lesson works without them.
std::vector<std::string> lesson_lacks(const Lesson& lesson);

}  // namespace tlscam
