#pragma once
#include <optional>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `PacketList` lists the frames of the live world, or of the capture that is open in place of it.
class PacketList {
 public:
  void draw(Stage& stage);
  /// Reads the packet that is selected.
  static void read_selected(Stage& stage);
  /// Selects the packet that is so many on in the list.
  static void step(Stage& stage, int by);
  /// Whether there is one.
  static bool has(const Stage& stage, int by);

 private:
  void draw_live(Stage& stage);
  void draw_file(Stage& stage);
  void keep_in_view(std::optional<std::size_t> place, float row);

  std::size_t seen_ = 0;  ///< rows of the frame before
  std::optional<std::size_t> in_view_;
};

}  // namespace tlscam
