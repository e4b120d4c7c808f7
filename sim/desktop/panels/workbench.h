#pragma once
#include <memory>

#include "sim/desktop/panels/bench_panel.h"
#include "sim/desktop/panels/cards.h"
#include "sim/desktop/panels/lesson_panel.h"
#include "sim/desktop/panels/network_panel.h"
#include "sim/desktop/panels/palette.h"
#include "sim/desktop/panels/share_dialog.h"
#include "sim/desktop/panels/stage.h"
#include "sim/desktop/panels/top_bar.h"
#include "sim/desktop/panels/wire_panel.h"

namespace tlscam {

/// `Workbench` is everything in the window: the four areas in their places, the bar above them, and what
/// floats.
class Workbench {
 public:
  Workbench(Stage& stage, const Glossary* glossary);

  /// `draw` fills the present frame.
  void draw();

 private:
  void draw_areas(ImVec2 at, ImVec2 size);
  void draw_area(Area area, ImVec2 at, ImVec2 size);
  void draw_collapsed(Area area, ImVec2 at);
  void show(Area area);

  Stage& stage_;
  TopBar top_bar_;
  LessonPanel lesson_;
  BenchPanel bench_;
  NetworkPanel network_;
  WirePanel wire_;
  Palette palette_;
  ShareDialog share_;
  Cards cards_;
};

}  // namespace tlscam
