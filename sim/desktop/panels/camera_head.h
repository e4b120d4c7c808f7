#pragma once
#include <set>
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `CameraHead` is the strip above a camera's console: its switch and buttons, clock, heap, pins and script,
/// and below it what is wrong with it.
class CameraHead {
 public:
  /// Returns true when the camera is to be removed.
  bool draw(Stage& stage, const CameraSnapshot& camera);

 private:
  void draw_facts(Stage& stage, const CameraSnapshot& camera);
  void draw_pins(Stage& stage, const CameraSnapshot& camera);
  void draw_trouble(Stage& stage, const CameraSnapshot& camera);
  void draw_diagnosis(Stage& stage, const CameraSnapshot& camera);
  bool draw_power(Look& look, const CameraSnapshot& camera);
  // Goes on in the line, or in the next one where the room ends.
  void place(Look& look, float width);

  ImVec2 at_;         // where the next thing stands
  float left_ = 0;    // where lines begin
  float right_ = 0;   // and end
  bool why_ = false;  // is open
  bool what_ = false;
  std::set<std::string> held_;  // buttons that are held down with the mouse
};

}  // namespace tlscam
