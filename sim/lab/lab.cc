#include "sim/lab/lab.h"

#include <chrono>
#include <map>
#include <optional>

#include "sim/lab/line_splitter.h"
#include "sim/lab/temporary_folder.h"
#include "sim/lab/terminal_session.h"
#include "sim/lab/wait_report.h"
#include "sim/lab/workstation_setup.h"
#include "sim/machine/native_machine.h"
#include "sim/workstation/mpremote.h"
#include "sim/workstation/native_runner.h"
#include "sim/workstation/openssl.h"
#include "sim/workstation/shell.h"
#include "sim/world/outside.h"
#include "sim/world/world.h"

namespace tlscam {
namespace {

using SteadyClock = std::chrono::steady_clock;

// In real time the world is looked after at least this often, so that an interrupt or the end is seen.
constexpr std::chrono::milliseconds kLongestPause{50};

// What the scripts sent last is still on its way when they end. So much time for it to arrive, and so much at
// the most for real programs to end their connections.
constexpr Duration kLastBytes = std::chrono::milliseconds(100);
constexpr Duration kFarewell = std::chrono::seconds(2);

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

  Result<void> open(Scene scene) {
    if (options_.workstation_folder.empty()) {
      auto folder = TemporaryFolder::create();
      if (!folder) return tl::unexpected(folder.error());
      options_.workstation_folder = folder->path();
      temporary_.emplace(std::move(*folder));
    }
    auto folder = Folder::open(options_.workstation_folder);
    if (!folder) return fail("{}: {}", options_.workstation_folder, folder.error().text);
    folder_.emplace(std::move(*folder));
    // The run repeats byte for byte, with its keys. Keys that stay with the learner are real secrets.
    const auto seed = temporary_ ? std::optional(scene.seed) : std::nullopt;
    if (auto set_up = set_up_workstation(scene, *folder_, seed); !set_up) return set_up;
    for (const SceneCamera& camera : scene.cameras) has_script_[camera.name] = camera.script.has_value();
    auto world =
        World::create(scene, factory_, [this](const Camera& camera, World::Source source, ByteView bytes) {
          console(camera, source, bytes);
        });
    if (!world) return tl::unexpected(world.error());
    world_ = std::move(*world);
    auto outside = Outside::create(*world_, scene, options_.on_problem);
    if (!outside) return tl::unexpected(outside.error());
    outside_ = std::move(*outside);
    set_up_shell();
    real_start_ = SteadyClock::now();
    virtual_start_ = world_->now();
    return {};
  }

  RunEnd run() {
    // Without a script to wait for, the cameras run their own main.py until the time is up.
    const bool has_scripts = !world_->scripts().empty();
    const auto enough = [&] { return interrupted() || (has_scripts && world_->all_scripts_ended()); };
    if (real_time_) {
      while (!enough() && world_->now() < end_) step_real_time(end_, enough);
      say_farewell();
    } else {
      world_->run_until(end_, enough);
    }
    flush_lines();
    if (interrupted()) return RunEnd::interrupted;
    return world_->all_scripts_ended() ? RunEnd::scripts_ended : RunEnd::time_ran_out;
  }

  int run_shell_line(const std::string& line, const Output& output) {
    Task<int> command = shell_->run(line, output);
    command.start();
    const auto enough = [&] { return interrupted() || command.done(); };
    while (!enough()) {
      if (real_time_) {
        step_real_time(kNever, enough);
      } else {
        world_->run_until(world_->now() + std::chrono::seconds(1), enough);
      }
    }
    flush_lines();
    return command.done() ? command.take() : kInterruptedExit;
  }

  void idle(std::chrono::milliseconds time) {
    const SteadyClock::time_point end = SteadyClock::now() + time;
    while (SteadyClock::now() < end && !interrupted())
      step_real_time(kNever, [this] { return interrupted(); });
  }

  World& world() { return *world_; }

 private:
  static constexpr int kInterruptedExit = 130;

  bool interrupted() const { return options_.interrupted && options_.interrupted->load(); }

  // The virtual instant that belongs to the real one.
  Instant paced_now() const {
    return virtual_start_ + std::chrono::duration_cast<Duration>(SteadyClock::now() - real_start_);
  }

  // All scripts have ended: lets their last bytes through and the connections come to their end.
  void say_farewell() {
    if (!outside_->is_bridged()) return;
    const auto enough = [this] { return interrupted(); };
    const Instant sent = std::min(world_->now() + kLastBytes, end_);
    const Instant last = std::min(world_->now() + kFarewell, end_);
    while (!enough() && (world_->now() < sent || (outside_->is_busy() && world_->now() < last)))
      step_real_time(last, enough);
  }

  // Brings the world up to the real clock, then waits for real programs or for the world's next event.
  void step_real_time(Instant end, const std::function<bool()>& enough) {
    world_->run_until(std::min(paced_now(), end), enough);
    if (enough()) return;
    const Duration pause = std::min(world_->events().next(), end) - paced_now();
    outside_->wait(std::clamp<Duration>(pause, Duration::zero(), kLongestPause));
  }

  void set_up_shell() {
    runner_ = std::make_unique<NativeRunner>(
        world_->events(), real_time_ ? NativeRunner::Waiting::kRealTime : NativeRunner::Waiting::kHoldTime);
    shell_ = std::make_unique<Shell>(*folder_, world_->events());
    shell_->add("openssl", std::make_unique<OpenSsl>(*runner_, *folder_, world_->events()));
    Mpremote::Repl repl;
    if (options_.read_terminal)
      repl = [this](Device device) { return terminal_session(device, options_.read_terminal); };
    shell_->add("mpremote", std::make_unique<Mpremote>([this] { return devices(); }, *folder_,
                                                       world_->events(), std::move(repl)));
  }

  std::vector<Device> devices() {
    std::vector<Device> devices;
    for (const auto& camera : world_->cameras()) {
      devices.push_back({camera->name(), std::string(camera->model().name), &camera->serial(),
                         camera->state() == CameraState::running});
    }
    return devices;
  }

  void console(const Camera& camera, World::Source source, ByteView bytes) {
    // While a script runs through the raw REPL the rest of the line is only the protocol's noise.
    if (source == World::Source::line && has_script_[camera.name()]) return;
    lines_[camera.name()].feed(as_text(bytes), [&](std::string_view line) { show(camera.name(), line); });
  }

  void flush_lines() {
    for (auto& entry : lines_) {
      entry.second.flush([&](std::string_view line) { show(entry.first, line); });
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
  std::optional<TemporaryFolder> temporary_;
  std::optional<Folder> folder_;
  std::unique_ptr<World> world_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<NativeRunner> runner_;
  std::unique_ptr<Shell> shell_;
  SteadyClock::time_point real_start_;
  Instant virtual_start_;
};

Lab::Lab(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lab::~Lab() = default;

Result<std::unique_ptr<Lab>> Lab::open(Scene scene, Options options) {
  auto state = std::make_unique<State>(scene, std::move(options));
  if (auto opened = state->open(std::move(scene)); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<Lab>(new Lab(std::move(state)));
}

RunEnd Lab::run() {
  return state_->run();
}

int Lab::run_shell_line(const std::string& line, const Output& output) {
  return state_->run_shell_line(line, output);
}

bool Lab::is_unfinished(std::string_view line) {
  return wants_another_line(line);
}

void Lab::idle(std::chrono::milliseconds time) {
  state_->idle(time);
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
    if (const auto address = world.address_of(*camera)) shown.address = to_text(*address);
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
