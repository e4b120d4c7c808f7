#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `AttackersCard` shows each attacker with what he has learned, starts and stops him, and places more.
class AttackersCard {
 public:
  void draw(Stage& stage);

 private:
  void draw_attacker(Stage& stage, const AttackerView& attacker, bool removable);
  void draw_form(Stage& stage, const Snapshot& snapshot);

  std::shared_ptr<std::vector<AttackerKindShown>> kinds_;  // null: not asked for yet
  std::size_t kind_ = 0;
  std::string place_;
};

}  // namespace tlscam
