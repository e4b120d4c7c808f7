#include "sim/world/native_outside.h"

#include <poll.h>

#include <algorithm>

#include "sim/service/host_name.h"

namespace tlscam {
namespace {

constexpr std::chrono::microseconds kLookAgain = std::chrono::milliseconds(1);

}  // namespace

Result<std::unique_ptr<NativeOutside>> NativeOutside::create(World& world, const Scene& scene,
                                                             OnBridgeProblem on_problem) {
  std::unique_ptr<NativeOutside> outside(new NativeOutside(world, std::move(on_problem)));
  for (const SceneBridge& wanted : scene.bridges)
    if (auto exposed = outside->expose(wanted); !exposed) return tl::unexpected(exposed.error());
  for (const SceneReach& wanted : scene.reaches)
    if (auto reached = outside->reach(wanted); !reached) return tl::unexpected(reached.error());
  return outside;
}

Result<Bridge*> NativeOutside::bridge() {
  if (bridge_) return bridge_.get();
  const Ipv4Address own = world_.addresses().workstation;
  auto stack = world_.stack_at(own, "bridge");
  if (!stack) return tl::unexpected(stack.error());
  bridge_ = std::make_unique<Bridge>(io_, **stack, own, [this](const std::string& text) {
    last_problem_ = text;
    if (on_problem_) on_problem_(text);
  });
  return bridge_.get();
}

Result<SceneBridge> NativeOutside::expose(const SceneBridge& wanted) {
  const auto is_same = [&](const SceneBridge& one) {
    return one.real == wanted.real && one.protocol == wanted.protocol;
  };
  if (wanted.real.port != 0 && std::ranges::any_of(bridges_, is_same))
    return fail("{} is bridged already", to_text(wanted.real));
  const CameraAddress address = [&world = world_, name = wanted.camera]() -> std::optional<Ipv4Address> {
    const Camera* camera = world.find_camera(name);
    return camera ? world.address_of(*camera) : world.gateway().dns().find(name);
  };
  if (!world_.find_camera(wanted.camera) && !address())
    return fail("there is no camera or server named \"{}\"", wanted.camera);
  const auto made = bridge();
  if (!made) return tl::unexpected(made.error());
  const auto port = (*made)->expose(wanted.real, address, wanted.port, wanted.protocol);
  if (!port) return tl::unexpected(port.error());
  bridges_.push_back(wanted);
  bridges_.back().real.port = *port;
  return bridges_.back();
}

Result<void> NativeOutside::hide(const LoopbackEndpoint& real, SceneProtocol protocol) {
  const auto is_it = [&](const SceneBridge& one) { return one.real == real && one.protocol == protocol; };
  if (std::erase_if(bridges_, is_it) == 0) return fail("{} is not bridged", to_text(real));
  bridge_->hide(real, protocol);
  return {};
}

Result<void> NativeOutside::reach(const SceneReach& wanted) {
  if (!is_host_name(wanted.name)) return fail("\"{}\" is not a host name", wanted.name);
  if (std::ranges::find(reaches_, wanted.name, &SceneReach::name) != reaches_.end())
    return fail("the name {} leads to a real server already", wanted.name);
  if (world_.find_camera(wanted.name)) return fail("{} is a camera's name", wanted.name);
  if (world_.cameras().size() > kMaxCamerasWithReaches)
    return fail("with more than {} cameras, no addresses are left for real servers", kMaxCamerasWithReaches);
  if (!ways_.contains(wanted.name) && ways_.size() >= kMaxReaches)
    return fail("a world has had at most {} real servers; open it anew", kMaxReaches);
  const auto made = bridge();
  if (!made) return tl::unexpected(made.error());
  const auto next = following(world_.addresses().first_reach, static_cast<unsigned>(ways_.size()));
  Way& way = ways_.try_emplace(wanted.name, Way{next, {}}).first->second;
  if (auto reached = (*made)->reach(wanted.name, way.local, wanted.real); !reached) return reached;
  way.before = world_.gateway().dns().find(wanted.name);
  world_.gateway().dns().set_address(wanted.name, way.local);
  reaches_.push_back(wanted);
  return {};
}

Result<void> NativeOutside::leave(const std::string& name) {
  if (std::erase_if(reaches_, [&](const SceneReach& one) { return one.name == name; }) == 0)
    return fail("the name {} leads to no real server", name);
  const Way& way = ways_.at(name);
  bridge_->leave(way.local);
  if (way.before)
    world_.gateway().dns().set_address(name, *way.before);
  else
    world_.gateway().dns().remove(name);
  return {};
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
