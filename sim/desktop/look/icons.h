#pragma once
#include <string_view>

#include "sim/desktop/look/icon_codepoints.h"

namespace tlscam {

/// An icon is text in Face::icon. The names are those of web/src/views/icons.ts; the build takes the code
/// points from Lucide (look/generate_icons).
using Icon = std::string_view;

}  // namespace tlscam
