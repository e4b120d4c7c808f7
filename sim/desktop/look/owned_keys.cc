#include "sim/desktop/look/owned_keys.h"

#include <imgui_internal.h>

namespace tlscam {

bool own_keys(std::initializer_list<ImGuiKey> keys) {
  if (!ImGui::IsItemFocused() || ImGui::GetIO().WantTextInput) return false;
  // Ownership counts from the next frame on, and has to be claimed in each.
  for (const ImGuiKey key : keys) ImGui::SetKeyOwner(key, ImGui::GetItemID());
  const ImGuiIO& io = ImGui::GetIO();
  return !io.KeyCtrl && !io.KeyAlt && !io.KeySuper;
}

bool own_key_pressed(ImGuiKey key) {
  return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, ImGui::GetItemID());
}

}  // namespace tlscam
