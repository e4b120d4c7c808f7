#pragma once
#include <chrono>
#include <memory>

#include "sim/world/bridge.h"
#include "sim/world/world.h"

namespace tlscam {

/// The real computer around a world that runs in real time: the bridges and reaches of its scene, on
/// loopback.
class Outside {
 public:
  /// Opens every port; one that is in use is an error that names it. The world is borrowed.
  static Result<std::unique_ptr<Outside>> create(World& world, const Scene& scene,
                                                 OnBridgeProblem on_problem);

  /// Lets real programs' bytes come and go for at most so long; returns early when something happened.
  void wait(std::chrono::microseconds most);

  /// Whether there is a bridge at all, and whether a TCP connection through it is still open.
  bool is_bridged() const { return bridge_ != nullptr; }
  bool is_busy() const { return bridge_ && bridge_->is_busy(); }

 private:
  explicit Outside(OnBridgeProblem on_problem) : on_problem_(std::move(on_problem)) {}

  OnBridgeProblem on_problem_;
  asio::io_context io_;
  std::unique_ptr<HostStack> stack_;
  std::unique_ptr<Bridge> bridge_;
};

}  // namespace tlscam
