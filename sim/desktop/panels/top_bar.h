#pragma once
#include <optional>

#include "sim/desktop/panels/clock_panel.h"
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `TopBar` has the course, the clocks and what concerns the whole window.
class TopBar {
 public:
  void draw(Stage& stage);
  /// The clock's panel, which floats over the rest.
  void draw_clock(Stage& stage);

 private:
  void draw_clocks(Stage& stage, float left, float right);
  void draw_clock_button(Stage& stage, float left, float right);

  ClockPanel clock_;
  float clock_left_ = 0;  // where it hangs
  std::optional<Instant> dragged_;
};

}  // namespace tlscam
