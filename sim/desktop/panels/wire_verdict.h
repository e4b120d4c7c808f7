#pragma once
#include "sim/desktop/panels/why_and_what.h"

namespace tlscam {

/// `WireVerdict` is the bar that says how a conversation stands, why, and what to do.
class WireVerdict {
 public:
  void draw(Stage& stage, const ConversationSnapshot& conversation);

 private:
  WhyAndWhat answer_;
  std::uint32_t conversation_ = 0;
};

}  // namespace tlscam
