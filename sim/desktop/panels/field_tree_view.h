#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `FieldTreeView` shows the fields of the message that is read as a tree. Arrow keys go through it, as in
/// every tree; letters go to the next field that begins with them.
class FieldTreeView {
 public:
  void draw(Stage& stage);

 private:
  void draw_row(Stage& stage, const FieldRow& row, ImVec2 at, float width, bool pointed);
  void take_keys(ReadMessage& message);
  void take_letters(ReadMessage& message);

  std::uint64_t in_view_ = 0;  ///< the selection that was scrolled to
  std::string typed_;
  double typed_at_ = 0;
};

}  // namespace tlscam
