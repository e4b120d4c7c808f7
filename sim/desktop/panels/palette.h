#pragma once
#include <functional>
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `Palette` finds everything that can be done by its words, and does it.
class Palette {
 public:
  void draw(Stage& stage);

 private:
  std::string wanted_;
  std::size_t at_ = 0;
  bool appears_ = true;
  std::function<void()> chosen_;  // is done when the palette is gone
};

}  // namespace tlscam
