#pragma once
#include <optional>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `LinkCard` changes the link that is selected on the map: delay, loss, pulled out, the next frame lost.
class LinkCard {
 public:
  /// Its height, of the screen.
  static float height(const Look& look) { return look.px(166); }
  void draw(Stage& stage, const NodeSnapshot& node);

 private:
  // Values that are being dragged, until they are let go.
  std::optional<float> delay_;
  std::optional<float> loss_;
};

}  // namespace tlscam
