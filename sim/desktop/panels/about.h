#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `draw_about` shows versions and licences, while the stage has it open.
void draw_about(Stage& stage);

}  // namespace tlscam
