#include "sim/world/native_outside.h"

#include <thread>

namespace tlscam {
namespace {

// Where the names of `reach` lead; kMaxReaches of them.
constexpr std::uint8_t kFirstReachOctet = 200;

}  // namespace

Result<std::unique_ptr<NativeOutside>> NativeOutside::create(World& world, const Scene& scene,
                                                             OnBridgeProblem on_problem) {
  std::unique_ptr<NativeOutside> outside(new NativeOutside(std::move(on_problem)));
  if (scene.bridges.empty() && scene.reaches.empty()) return outside;
  HostStackConfig config;
  config.seed = scene.seed;
  auto stack = HostStack::create(world.network(), config);
  if (!stack) return tl::unexpected(stack.error());
  outside->stack_ = std::move(*stack);
  outside->bridge_ = std::make_unique<Bridge>(outside->io_, *outside->stack_, outside->on_problem_);

  for (const SceneBridge& wanted : scene.bridges) {
    const CameraAddress address = [&world, name = wanted.camera]() -> std::optional<Ipv4Address> {
      const Camera* camera = world.find_camera(name);
      return camera ? world.address_of(*camera) : std::nullopt;
    };
    const auto exposed = outside->bridge_->expose(wanted.real, address, wanted.port, wanted.protocol);
    if (!exposed) return tl::unexpected(exposed.error());
  }
  std::uint8_t octet = kFirstReachOctet;
  for (const SceneReach& wanted : scene.reaches) {
    const Ipv4Address local{{192, 168, 1, octet++}};
    if (auto reached = outside->bridge_->reach(wanted.name, local, wanted.real); !reached)
      return tl::unexpected(reached.error());
    world.gateway().dns().set_address(wanted.name, local);
  }
  return outside;
}

void NativeOutside::wait(std::chrono::microseconds most) {
  if (!bridge_) {
    std::this_thread::sleep_for(most);
    return;
  }
  io_.restart();
  io_.run_one_for(most);
  io_.poll();
}

}  // namespace tlscam
