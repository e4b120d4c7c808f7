#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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
  bool is_bridged() const override { return !bridges_.empty() || !reaches_.empty(); }
  bool is_busy() const override { return bridge_ && bridge_->is_busy(); }
  ProgramNetwork& network() override { return sockets_; }

  const std::vector<SceneBridge>& bridges() const override { return bridges_; }
  const std::vector<SceneReach>& reaches() const override { return reaches_; }
  Result<SceneBridge> expose(const SceneBridge& wanted) override;
  Result<void> hide(const LoopbackEndpoint& real, SceneProtocol protocol) override;
  Result<void> reach(const SceneReach& wanted) override;
  Result<void> leave(const std::string& name) override;
  const std::string& last_problem() const override { return last_problem_; }

 private:
  NativeOutside(World& world, OnBridgeProblem on_problem)
      : world_(world), sockets_(world), on_problem_(std::move(on_problem)) {}
  Result<Bridge*> bridge();

  // Where a name leads while cameras reach a real server by it, and where it led before. The address stays
  // the name's when that has ended: the stack cannot lose one.
  struct Way {
    Ipv4Address local;
    std::optional<Ipv4Address> before;
  };

  World& world_;
  WorkstationSockets sockets_;
  OnBridgeProblem on_problem_;
  asio::io_context io_;
  std::unique_ptr<Bridge> bridge_;  // made for the first bridge or reach
  std::vector<SceneBridge> bridges_;
  std::vector<SceneReach> reaches_;
  std::map<std::string, Way> ways_;  // by name
  std::string last_problem_;
};

}  // namespace tlscam
