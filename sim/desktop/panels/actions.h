#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// Something that can be done, in words.
struct Action {
  std::string label;
  std::string keys;  ///< empty: there are none for it
  std::function<void()> run;
};

/// `actions_of` lists everything that the palette offers at this moment.
std::vector<Action> actions_of(Stage& stage);

/// `reset_layout` gives the areas their usual sizes again.
void reset_layout(Stage& stage);

}  // namespace tlscam
