#pragma once
#include <cstddef>

#include "sim/base/bytes.h"

namespace tlscam {

/// RawTerminal takes standard input without line editing and echo, every key as it comes, Ctrl-C and Ctrl-Z
/// too. What is written still gets its carriage returns. The terminal is as it was before when the object is
/// gone, and also when a signal ends the program. There is at most one at a time.
class RawTerminal {
 public:
  RawTerminal();
  ~RawTerminal();
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

  /// Gives what was typed since the last call; does not wait.
  Bytes read();
  /// Says whether the terminal is gone: nothing will be typed any more.
  bool closed() const { return closed_; }

  /// Stops the program as Ctrl-Z does, with the terminal as it was before. Returns when the program goes on.
  void suspend();

 private:
  bool closed_ = false;
};

/// Gives the width of the terminal at standard output, in columns; 80 when it does not say.
std::size_t terminal_columns();

}  // namespace tlscam
