#pragma once
#include <optional>

#include "sim/base/bytes.h"

namespace tlscam {

/// `line_factor` says how high a font's line is for each pixel of its em: ascender less descender. CSS gives
/// sizes by the em, Dear ImGui by that height. `font` is a file of TrueType or OpenType; none: it is not one
/// (OpenType 1.9, tables head and hhea).
std::optional<float> line_factor(ByteView font);

}  // namespace tlscam
