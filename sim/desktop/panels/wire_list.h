#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `draw_message_list` shows the messages of a conversation as a list.
void draw_message_list(Stage& stage, const ConversationSnapshot& conversation);

}  // namespace tlscam
