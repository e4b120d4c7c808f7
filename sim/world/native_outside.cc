#include "sim/world/native_outside.h"

#include <poll.h>

#include <algorithm>

namespace tlscam {
namespace {

constexpr std::chrono::microseconds kLookAgain = std::chrono::milliseconds(1);

}  // namespace

Result<std::unique_ptr<NativeOutside>> NativeOutside::create(World& world, const Scene& scene,
                                                             OnBridgeProblem on_problem) {
  std::unique_ptr<NativeOutside> outside(new NativeOutside(world, std::move(on_problem)));
  if (scene.bridges.empty() && scene.reaches.empty()) return outside;
  const Ipv4Address own = world.addresses().workstation;
  auto stack = world.stack_at(own, "bridge");
  if (!stack) return tl::unexpected(stack.error());
  outside->bridge_ = std::make_unique<Bridge>(outside->io_, **stack, own, outside->on_problem_);

  for (const SceneBridge& wanted : scene.bridges) {
    const CameraAddress address = [&world, name = wanted.camera]() -> std::optional<Ipv4Address> {
      const Camera* camera = world.find_camera(name);
      return camera ? world.address_of(*camera) : world.gateway().dns().find(name);
    };
    const auto exposed = outside->bridge_->expose(wanted.real, address, wanted.port, wanted.protocol);
    if (!exposed) return tl::unexpected(exposed.error());
  }
  Ipv4Address local = world.addresses().first_reach;
  for (const SceneReach& wanted : scene.reaches) {
    if (auto reached = outside->bridge_->reach(wanted.name, local, wanted.real); !reached)
      return tl::unexpected(reached.error());
    world.gateway().dns().set_address(wanted.name, local);
    local = following(local, 1);
  }
  return outside;
}

void NativeOutside::wait(std::chrono::microseconds most, int descriptor) {
  const std::chrono::nanoseconds nanoseconds = most;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(nanoseconds);
  pollfd wanted{descriptor, POLLIN, 0};
  if (!bridge_) {
    const timespec limit{seconds.count(), (nanoseconds - seconds).count()};
    ppoll(&wanted, 1, &limit, nullptr);
    return;
  }
  // Asio has no wait of its own for what it does not know: there it looks again soon.
  if (descriptor >= 0) most = std::min(most, kLookAgain);
  io_.restart();
  io_.run_one_for(most);
  io_.poll();
}

}  // namespace tlscam
