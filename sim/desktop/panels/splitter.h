#pragma once
#include "sim/desktop/look/look.h"

namespace tlscam {

/// `splitter` is the edge between two areas, which is dragged. It changes `value` (CSS pixels) by what the
/// mouse moves, in the direction of `sign`, between `low` and `high`; returns true when it has been let go.
/// `at` and `length` are of the screen.
bool splitter(Look& look, const char* name, ImVec2 at, float length, bool upright, float sign, float low,
              float high, float& value);

}  // namespace tlscam
