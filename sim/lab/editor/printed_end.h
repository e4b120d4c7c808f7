#pragma once
#include "sim/base/bytes.h"

namespace tlscam {

/// PrintedEnd watches what others print on a terminal, and says whether a prompt can begin where they
/// stopped.
class PrintedEnd {
 public:
  /// Takes what is printed, in pieces as they come. A control sequence is expected to come in one piece.
  void feed(ByteView printed);

  /// Says whether the cursor stands at the beginning of a row: nothing was printed, a line has ended, or the
  /// screen was cleared.
  bool at_line_begin() const { return at_line_begin_; }

 private:
  bool at_line_begin_ = true;
};

}  // namespace tlscam
