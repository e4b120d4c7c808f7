#pragma once
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `WhyAndWhat` is the evidence for a diagnosis and what to do about it, each behind a button.
class WhyAndWhat {
 public:
  /// `Advice` is the text of a diagnosis; borrowed.
  struct Advice {
    const std::vector<std::string>& why;
    const std::vector<NextStep>& steps;
    const std::vector<std::string>& others;  ///< other causes

    bool has_why() const { return !why.empty() || !others.empty(); }
  };

  /// The width of the buttons, in pixels of the screen; 0: there is nothing to say.
  static float width(Look& look, const Advice& advice);
  /// Draws the buttons at the cursor, side by side.
  void draw_buttons(Stage& stage, const Advice& advice);
  /// Draws what was asked for, at most so high.
  void draw_answer(Stage& stage, const Advice& advice, float most);
  void close() { open_ = Open::nothing; }

 private:
  enum class Open { nothing, why, what };
  void draw_step(Stage& stage, const NextStep& step);
  void draw_line(Stage& stage, const NextStep& step);

  Open open_ = Open::nothing;
  float height_ = 0;  ///< the answer's, in the frame before
};

}  // namespace tlscam
