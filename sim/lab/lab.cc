#include "sim/lab/lab.h"

#include <chrono>
#include <map>

#include "sim/lab/line_splitter.h"
#include "sim/lab/wait_report.h"
#include "sim/machine/native_machine.h"
#include "sim/world/world.h"

namespace tlscam {
namespace {

using SteadyClock = std::chrono::steady_clock;

// In real time the world is looked after at least this often, so that an interrupt or the end is seen.
constexpr std::chrono::milliseconds kLongestPause{50};

std::string_view state_name(CameraState state) {
  switch (state) {
    case CameraState::off:
      return "off";
    case CameraState::running:
      return "running";
    case CameraState::crashed:
      return "crashed";
  }
  return "";
}

std::string_view state_name(ScriptState state) {
  switch (state) {
    case ScriptState::running:
      return "running";
    case ScriptState::finished:
      return "finished";
    case ScriptState::raised:
      return "raised";
    case ScriptState::lost:
      return "lost";
  }
  return "";
}

}  // namespace

class Lab::State {
 public:
  State(const Scene& scene, Options options)
      : options_(std::move(options)),
        factory_(options_.camera_program),
        real_time_(scene.real_time),
        end_(scene.clock + scene.run_for) {}

  Result<void> open(const Scene& scene) {
    for (const SceneCamera& camera : scene.cameras) has_script_[camera.name] = camera.script.has_value();
    auto world = World::create(scene, factory_, [this](const Camera& camera, World::Source source, ByteView bytes) {
      console(camera, source, bytes);
    });
    if (!world) return tl::unexpected(world.error());
    world_ = std::move(*world);
    real_start_ = SteadyClock::now();
    virtual_start_ = world_->now();
    return {};
  }

  RunEnd run() {
    const auto enough = [this] { return interrupted() || world_->all_scripts_ended(); };
    if (real_time_) {
      while (!enough() && world_->now() < end_) step_real_time(enough);
    } else {
      world_->run_until(end_, enough);
    }
    flush_lines();
    if (interrupted()) return RunEnd::interrupted;
    return world_->all_scripts_ended() ? RunEnd::scripts_ended : RunEnd::time_ran_out;
  }

  World& world() { return *world_; }

 private:
  bool interrupted() const { return options_.interrupted && options_.interrupted->load(); }

  // The virtual instant that belongs to the real one.
  Instant paced_now() const {
    return virtual_start_ + std::chrono::duration_cast<Duration>(SteadyClock::now() - real_start_);
  }

  void step_real_time(const std::function<bool()>& enough) {
    world_->run_until(std::min(paced_now(), end_), enough);
  }

  void console(const Camera& camera, World::Source source, ByteView bytes) {
    // While a script runs through the raw REPL the rest of the line is only the protocol's noise.
    if (source == World::Source::line && has_script_[camera.name()]) return;
    lines_[camera.name()].feed(as_text(bytes), [&](std::string_view line) { show(camera.name(), line); });
  }

  void flush_lines() {
    for (auto& [name, splitter] : lines_) {
      splitter.flush([&](std::string_view line) { show(name, line); });
    }
  }

  void show(const std::string& camera, std::string_view line) {
    if (options_.on_line) options_.on_line(camera, world_ ? world_->now() : virtual_start_, line);
  }

  Options options_;
  NativeMachineFactory factory_;
  bool real_time_;
  Instant end_;
  std::map<std::string, bool> has_script_;
  std::map<std::string, LineSplitter> lines_;
  std::unique_ptr<World> world_;
  SteadyClock::time_point real_start_;
  Instant virtual_start_;
};

Lab::Lab(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lab::~Lab() = default;

Result<std::unique_ptr<Lab>> Lab::open(const Scene& scene, Options options) {
  auto state = std::make_unique<State>(scene, std::move(options));
  if (auto opened = state->open(scene); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<Lab>(new Lab(std::move(state)));
}

RunEnd Lab::run() {
  return state_->run();
}

std::string Lab::waits() const {
  return describe_waits(state_->world());
}

Snapshot Lab::snapshot() const {
  World& world = state_->world();
  Snapshot snapshot;
  snapshot.now = world.now();
  snapshot.frames = world.frame_count();
  snapshot.frame_hash = world.frame_hash();
  for (const auto& camera : world.cameras()) {
    CameraSnapshot shown;
    shown.name = camera->name();
    shown.model = camera->model().name;
    shown.state = state_name(camera->state());
    shown.death = camera->death();
    shown.clock = camera->clock();
    shown.waits = describe_wait(world, *camera);
    shown.script = "none";
    for (const DhcpLease& lease : world.gateway().dhcp().leases(world.now())) {
      if (world.find_camera(lease.address) == camera.get()) shown.address = to_text(lease.address);
    }
    for (const auto& run : world.scripts()) {
      if (&run->camera() != camera.get()) continue;
      shown.script = state_name(run->state());
      shown.script_error = run->error();
    }
    snapshot.cameras.push_back(std::move(shown));
  }
  return snapshot;
}

}  // namespace tlscam
