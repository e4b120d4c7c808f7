#pragma once
#include <string>

#include "sim/world/world.h"

namespace tlscam {

/// `SingleTest` is one of MicroPython's tests that take one instance (tests/basics, ...), on its own camera.
/// The rules are those of upstream's run-tests.py for a board.
class SingleTest {
 public:
  enum class End { finished, skipped, too_large, failed };
  struct Outcome {
    End end = End::finished;
    std::string output;  ///< lines end with "\n"
  };

  /// `files` are put on the drive; `name` is for messages.
  static Result<Outcome> run(const std::string& script, const FileMap& files, MachineFactory& factory);
};

}  // namespace tlscam
