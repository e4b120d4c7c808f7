#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `take_keys` does what the keys of the whole window do; see draw_key_list().
void take_keys(Stage& stage);

}  // namespace tlscam
