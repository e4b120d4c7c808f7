#pragma once
#include "sim/base/bytes.h"
#include "sim/desktop/look/look.h"

namespace tlscam {

/// `draw_hex` shows bytes as offset, hexadecimal numbers and text, and fills the rest of the panel.
void draw_hex(Look& look, ByteView bytes, std::string_view name);

}  // namespace tlscam
