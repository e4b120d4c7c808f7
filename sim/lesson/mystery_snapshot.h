#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tlscam {

/// `MysteryChoice` is a cause that a learner can name.
struct MysteryChoice {
  std::string id;
  std::string text;
};

/// `MysteryUse` is something that a learner has used, and its price in points.
struct MysteryUse {
  std::string text;
  int cost = 0;
};

/// `MysterySnapshot` is what views show of a mystery.
struct MysterySnapshot {
  std::uint64_t seed = 0;
  std::string named;       ///< the id of the cause that the learner has named; empty: none yet
  bool why_asked = false;  ///< the diagnosis is shown
  std::vector<MysteryUse> used;
  int points = 0;
  std::string truth;   ///< the fault in words; empty until it is repaired
  bool right = false;  ///< the named cause is the true one; false until it is repaired
};

}  // namespace tlscam
