#pragma once
#include <chrono>

namespace tlscam {

/// The real computer around a world that runs in real time.
class Outside {
 public:
  virtual ~Outside() = default;

  /// Lets real programs' bytes come and go for at most so long; returns early when something happened.
  virtual void wait(std::chrono::microseconds most) = 0;

  /// Whether real programs can reach the world at all, and whether a TCP connection of theirs is still open.
  virtual bool is_bridged() const = 0;
  virtual bool is_busy() const = 0;
};

}  // namespace tlscam
