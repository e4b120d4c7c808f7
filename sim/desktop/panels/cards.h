#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `Cards` shows the cards of lessons that are finished: to look something up in.
class Cards {
 public:
  void draw(Stage& stage);

 private:
  std::string wanted_;
};

/// `draw_card` sets what a learner keeps of a lesson: what it was, how to do it, why it failed.
void draw_card(Stage& stage, const LessonText& lesson);

/// Whether a lesson was finished, now or in an earlier run.
bool is_finished(const Stage& stage, const std::string& lesson);

/// `keep_finished` remembers the open lesson when it is finished.
void keep_finished(Stage& stage);

}  // namespace tlscam
