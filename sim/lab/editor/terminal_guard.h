#pragma once
#include <cstdint>
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// `TerminalGuard` stands between what a stranger's file, script or program prints and a person's terminal.
/// It lets text through, with ends of lines, and the control sequences of line editors, which move the
/// cursor, erase or colour (ECMA-48). Every other escape is shown in place of being obeyed: titles, the
/// clipboard, links, questions that the terminal would answer as if its user had typed.
class TerminalGuard {
 public:
  /// Returns what the terminal may get of the next piece. The beginning of a sequence waits for its rest.
  std::string pass(ByteView printed);

 private:
  enum class State { text, escape, sequence };

  void take(std::uint8_t byte, std::string& out);
  void show(std::string& out);

  State state_ = State::text;
  std::string begun_;   // of a sequence, from ESC
  std::string letter_;  // of a character in UTF-8 that takes several bytes
};

}  // namespace tlscam
