#pragma once
#include "sim/desktop/panels/wire_menus.h"

namespace tlscam {

/// `WireBar` is the bar of the wire: its tabs, the conversation that is shown, the time's buttons, export and
/// captures; below it what the world is being stepped through, and the capture that is open.
class WireBar {
 public:
  void draw(Stage& stage);

 private:
  void draw_tabs(Stage& stage);
  void draw_right(Stage& stage, float room);
  void draw_conversation(Stage& stage, const ConversationSnapshot& shown, float x, float y, float room);
  void draw_time(Stage& stage, float x, float y);
  void draw_strip(Stage& stage);
  void draw_opening(Stage& stage);
  void draw_banner(Stage& stage);

  WireMenus menus_;
};

}  // namespace tlscam
