#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `ClockPanel` hangs below the clock strip: how fast the world's time goes, jumps, and when certificates
/// begin and end.
class ClockPanel {
 public:
  /// `left` is where it hangs, of the screen.
  void draw(Stage& stage, float left);

 private:
  void draw_pace(Stage& stage, const Snapshot& snapshot);
  void draw_jump(Stage& stage, const Snapshot& snapshot);
  void draw_dates(Stage& stage, const Snapshot& snapshot);

  std::string typed_;
  std::string wrong_;
};

}  // namespace tlscam
