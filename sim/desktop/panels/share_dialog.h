#pragma once
#include <memory>
#include <optional>
#include <string>

#include "sim/desktop/panels/stage.h"
#include "sim/lab/protocol/saved_world.h"

namespace tlscam {

/// `ShareDialog` hands the world on: its scene without keys, or everything in it.
class ShareDialog {
 public:
  void draw(Stage& stage);

 private:
  struct Shared {
    std::optional<SavedWorld> world;
    std::string scene;  // fragments of links; empty: too long for one
    std::string state;
  };
  void read(Stage& stage);

  bool appears_ = true;
  bool everything_ = false;
  std::shared_ptr<Shared> shared_;
};

}  // namespace tlscam
