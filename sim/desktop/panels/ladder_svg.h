#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `ladder_svg` draws the ladder of a conversation, with what both ends say, as an SVG picture in the colours
/// of the present theme. It is as wide as the page's at its widest.
std::string ladder_svg(const Stage& stage, const ConversationSnapshot& conversation);

}  // namespace tlscam
