#pragma once
#include <chrono>
#include <memory>

#include "sim/world/native_bridge.h"
#include "sim/world/outside.h"
#include "sim/world/workstation_sockets.h"
#include "sim/world/world.h"

namespace tlscam {

/// NativeOutside holds the bridges and reaches of a scene, on this computer's loopback. It ends before the
/// world.
class NativeOutside : public Outside {
 public:
  /// Opens every port; one that is in use is an error that names it. The world is borrowed.
  static Result<std::unique_ptr<NativeOutside>> create(World& world, const Scene& scene,
                                                       OnBridgeProblem on_problem);

  void wait(std::chrono::microseconds most, int descriptor) override;
  bool is_bridged() const override { return bridge_ != nullptr; }
  bool is_busy() const override { return bridge_ && bridge_->is_busy(); }
  ProgramNetwork& network() override { return sockets_; }

 private:
  NativeOutside(World& world, OnBridgeProblem on_problem)
      : sockets_(world), on_problem_(std::move(on_problem)) {}

  WorkstationSockets sockets_;
  OnBridgeProblem on_problem_;
  asio::io_context io_;
  std::unique_ptr<Bridge> bridge_;
};

}  // namespace tlscam
