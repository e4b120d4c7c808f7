#pragma once
#include <imgui.h>

#include <initializer_list>

namespace tlscam {

/// `own_keys` gives the last item these keys for itself while it has the keyboard, so that they do not move
/// the focus elsewhere. Returns whether it has the keyboard; then own_key_pressed() says which was pressed.
bool own_keys(std::initializer_list<ImGuiKey> keys);

/// Whether a key of the last item was pressed, or repeats.
bool own_key_pressed(ImGuiKey key);

}  // namespace tlscam
