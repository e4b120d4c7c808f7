#pragma once
#include <string>

#include "sim/scene/scene.h"

namespace tlscam {

/// `lesson_template` makes the files of a new lesson, by path in its folder: one that works, with an example
/// of everything that a lesson has. `id` is one of a lesson (is_lesson_id).
FileMap lesson_template(const std::string& id);

}  // namespace tlscam
