#pragma once
#include <termios.h>

#include "sim/base/bytes.h"

namespace tlscam {

/// Standard input without line editing and echo, so that every key goes to a camera; as it was before at the
/// end.
class RawTerminal {
 public:
  RawTerminal();
  ~RawTerminal();
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

  /// What was typed since the last call; does not wait.
  Bytes read();

 private:
  termios before_{};
};

}  // namespace tlscam
