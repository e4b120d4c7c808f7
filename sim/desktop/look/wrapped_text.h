#pragma once
#include <string_view>

#include "sim/desktop/look/look.h"

namespace tlscam {

/// `wrapped_height` is the height of text that is broken at `width`, in pixels of the screen.
float wrapped_height(Look& look, std::string_view text, TextStyle style, float width);

/// `draw_wrapped` puts text at a place, without a part in the layout, broken at `width`; `to_right` sets it
/// against the right edge. Returns its height.
float draw_wrapped(Look& look, ImVec2 at, std::string_view text, TextStyle style, float width,
                   bool to_right = false);

}  // namespace tlscam
