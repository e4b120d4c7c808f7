#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `begin_dialog` begins a window that floats over all others, while `open`; returns false, and nothing has
/// to be ended, while it is not. `size` is in CSS pixels. Escape, its button and a press beside it close it.
bool begin_dialog(Stage& stage, const char* id, const std::string& title, ImVec2 size, bool& open);
void end_dialog(bool open);

/// Whether a dialog is open, whose keys are its own.
bool has_dialog(const Stage& stage);

/// Begins and ends a window that hangs from the bar at the top and closes when it loses the keyboard. `left`
/// is of the screen; `size` is in CSS pixels, of which it takes the height that it needs.
void begin_hanging(Stage& stage, const char* id, float left, ImVec2 size);
void end_hanging(bool& open);

}  // namespace tlscam
