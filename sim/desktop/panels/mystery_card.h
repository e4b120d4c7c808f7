#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `MysteryCard` has a mystery's number, the cause that the learner names, and the points that are left.
class MysteryCard {
 public:
  void draw(Stage& stage, const MysterySnapshot& mystery);

 private:
  void draw_number(Stage& stage, const MysterySnapshot& mystery);
  void draw_cause(Stage& stage, const MysterySnapshot& mystery, bool over);

  std::shared_ptr<std::vector<MysteryChoice>> choices_;  // null: not asked for yet
  std::uint64_t seed_ = 0;                               // the mystery that the rest belongs to
  std::string number_;
  std::string chosen_;  // the id of a cause
  bool shows_used_ = false;
};

}  // namespace tlscam
