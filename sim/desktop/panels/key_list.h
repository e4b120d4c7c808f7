#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `draw_key_list` shows all keys of the window, while the stage has it open.
void draw_key_list(Stage& stage);

}  // namespace tlscam
