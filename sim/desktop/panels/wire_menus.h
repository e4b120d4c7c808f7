#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `WireMenus` are what floats below the bar of the wire: exporting, and opening a capture. They are drawn
/// where their buttons stand.
class WireMenus {
 public:
  /// The button that opens a capture file, and what it opens.
  void draw_open(Stage& stage);
  /// The button that exports, and what it opens.
  void draw_export(Stage& stage, const ConversationSnapshot& conversation);

 private:
  void draw_follow(Stage& stage);

  std::string path_;  ///< the capture that is to be opened
};

}  // namespace tlscam
