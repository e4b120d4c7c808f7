#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `draw_course_list` shows all lessons to choose from, while the stage has it open.
void draw_course_list(Stage& stage);

/// `draw_notices` shows what a person is to be told, at the bottom of the window.
void draw_notices(Stage& stage);

}  // namespace tlscam
