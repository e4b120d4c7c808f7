#pragma once
#include "sim/desktop/look/look.h"
#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

/// The tint of a layer, the same in tree and bytes; transparent: it has none.
ImU32 layer_color(const Look& look, FieldLayer layer);

}  // namespace tlscam
