#include "sim/desktop/panels/keys.h"

#include <algorithm>
#include <array>

#include "sim/desktop/panels/dialog.h"
#include "sim/desktop/panels/packet_list.h"
#include "sim/desktop/panels/world_clock.h"

namespace tlscam {
namespace {

constexpr std::array kAreas = {Area::lesson, Area::bench, Area::network, Area::wire};
constexpr float kScaleStep = 1.1f;

// A character that was typed, wherever it stands on the keyboard; or its key, where there was no character.
bool typed(char character, ImGuiKey key, bool shift = false) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto& queue = io.InputQueueCharacters;
  if (!queue.empty()) return std::find(queue.begin(), queue.end(), character) != queue.end();
  return io.KeyShift == shift && ImGui::IsKeyPressed(key);
}

// Keys that work wherever the keyboard is.
void take_combined(Stage& stage) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyAlt && !io.KeyCtrl) {
    for (std::size_t i = 0; i < kAreas.size(); ++i)
      if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i))))
        stage.to_area = kAreas[i];
    if (ImGui::IsKeyPressed(ImGuiKey_M, false)) {
      const Area area = stage.maximised.value_or(stage.area.value_or(Area::bench));
      stage.maximised = stage.maximised ? std::nullopt : std::optional(area);
    }
  }
  if (!io.KeyCtrl || io.KeyAlt) return;
  const bool larger = ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd);
  const bool smaller = ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract);
  if (!larger && !smaller) return;
  stage.settings.scale = std::clamp(stage.look.scale() * (larger ? kScaleStep : 1 / kScaleStep), 0.6f, 4.0f);
  stage.settings_changed();
}

// Keys of a single character, outside of text fields.
void take_single(Stage& stage) {
  Desk& desk = stage.desk;
  if (typed('?', ImGuiKey_Slash, true)) stage.keys_open = true;
  if (!desk.snapshot()) return;
  if (typed('[', ImGuiKey_LeftBracket)) desk.select_neighbour(-1);
  if (typed(']', ImGuiKey_RightBracket)) desk.select_neighbour(1);
  if (typed('{', ImGuiKey_LeftBracket, true)) PacketList::step(stage, -1);
  if (typed('}', ImGuiKey_RightBracket, true)) PacketList::step(stage, 1);
  // A capture does not go on.
  if (desk.shows_capture()) return;
  if (typed('.', ImGuiKey_Period)) desk.send(StepCommand{});
  if (typed(',', ImGuiKey_Comma)) desk.step_back();
  // On a button, the space bar presses it.
  if (typed(' ', ImGuiKey_Space) && !ImGui::IsAnyItemFocused()) toggle_pause(desk);
}

}  // namespace

void take_keys(Stage& stage) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl && !io.KeyAlt && !io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_K, false))
    stage.palette_open = !stage.palette_open;
  if (has_dialog(stage)) return;
  take_combined(stage);
  if (io.WantTextInput) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    if (stage.course_open)
      stage.course_open = false;
    else
      stage.maximised.reset();
  }
  // AltGr, with which many keyboards write brackets, is both Ctrl and Alt.
  if (io.KeyCtrl == io.KeyAlt && stage.settings.single_keys) take_single(stage);
}

}  // namespace tlscam
