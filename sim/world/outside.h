#pragma once
#include <chrono>

#include "sim/workstation/program_network.h"

namespace tlscam {

/// `Outside` is the computer around a world: the bridges to its real programs, and the network that its
/// programs have in the world.
class Outside {
 public:
  virtual ~Outside() = default;

  /// Lets real programs' bytes come and go for at most so long; returns early when something happened, or
  /// when the descriptor (-1: none) can be read.
  virtual void wait(std::chrono::microseconds most, int descriptor) = 0;

  /// Whether real programs can reach the world at all, and whether a TCP connection of theirs is still open.
  virtual bool is_bridged() const = 0;
  virtual bool is_busy() const = 0;

  /// The sockets of the workstation in the world, for its programs.
  virtual ProgramNetwork& network() = 0;
};

}  // namespace tlscam
