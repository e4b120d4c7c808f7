#include "sim/lab/session/lab.h"

#include <chrono>
#include <map>
#include <optional>

#include "sim/capture/capture_export.h"
#include "sim/lab/session/temporary_folder.h"
#include "sim/lab/session/workstation_setup.h"
#include "sim/lab/watch/line_splitter.h"
#include "sim/lab/watch/wait_report.h"
#include "sim/workstation/mpremote.h"
#include "sim/workstation/openssl.h"
#include "sim/workstation/shell.h"
#include "sim/workstation/terminal_session.h"
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

ScriptShown shown(ScriptState state) {
  switch (state) {
    case ScriptState::running:
      return ScriptShown::running;
    case ScriptState::finished:
      return ScriptShown::finished;
    case ScriptState::raised:
      return ScriptShown::raised;
    case ScriptState::lost:
      return ScriptShown::lost;
  }
  return ScriptShown::none;
}

SerialUse shown(const SerialSession& line) {
  if (line.closed()) return SerialUse::closed;
  return line.in_use() ? SerialUse::program : SerialUse::free;
}

CameraSnapshot shown(const World& world, Camera& camera) {
  CameraSnapshot shown_camera;
  shown_camera.name = camera.name();
  shown_camera.model = camera.model().name;
  shown_camera.state = camera.state();
  shown_camera.death = camera.death();
  shown_camera.mac = to_text(camera.mac(CAMERA_LAN));
  shown_camera.clock = camera.clock();
  shown_camera.waits = describe_wait(world, camera);
  shown_camera.serial = shown(camera.serial());
  if (const auto address = world.address_of(camera)) shown_camera.address = to_text(*address);
  for (const auto& run : world.scripts()) {
    if (&run->camera() != &camera) continue;
    shown_camera.script = shown(run->state());
    shown_camera.script_name = run->file_name();
    shown_camera.script_error = run->error();
  }
  if (camera.heap()) {
    shown_camera.heap_used = camera.heap()->used;
    shown_camera.heap_total = camera.heap()->total;
  }
  return shown_camera;
}

}  // namespace

class Lab::State {
 public:
  State(const Scene& scene, Options options)
      : options_(std::move(options)), real_time_(scene.real_time), end_(scene.clock + scene.run_for) {}

  Task<Result<void>> open(EventQueue& events, Scene scene) {
    if (options_.workstation_folder.empty()) {
      auto folder = TemporaryFolder::create();
      if (!folder) co_return tl::unexpected(folder.error());
      options_.workstation_folder = folder->path();
      temporary_.emplace(std::move(*folder));
    }
    auto folder = Folder::open(options_.workstation_folder);
    if (!folder) co_return fail("{}: {}", options_.workstation_folder, folder.error().text);
    folder_.emplace(std::move(*folder));
    // The run repeats byte for byte, with its keys. Keys that stay with the learner are real secrets.
    const auto seed = temporary_ ? std::optional(scene.seed) : std::nullopt;
    const auto before = options_.platform->runner(events, false, seed);
    const Result<void> set_up = co_await set_up_workstation(scene, *folder_, *before, events);
    if (!set_up) co_return set_up;
    co_return make_world(scene);
  }

  RunEnd run() {
    // Without a script to wait for, the cameras run their own main.py until the time is up.
    const bool has_scripts = !world_->scripts().empty();
    MessageWatch watch(options_.on_message);
    const auto enough = [&] {
      tell_verifications();
      if (options_.on_message) watch.look(*world_, ladder_);
      return interrupted() || (has_scripts && world_->all_scripts_ended());
    };
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
      if (output.input && output.input->has_listener() && options_.read_terminal)
        output.input->push(options_.read_terminal());
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
  const Folder& folder() const { return *folder_; }
  Shell& shell() { return *shell_; }
  const Ladder& ladder() const { return ladder_; }
  Bytes pcapng(const std::function<bool(const StoredFrame&)>& keep) const {
    const FrameStore none;
    return write_pcapng(to_capture(frames_ ? *frames_ : none, world_->key_log(), keep));
  }
  std::uint64_t frames_dropped() const { return frames_ ? frames_->dropped() : 0; }
  const std::string& said(const std::string& camera) const {
    static const std::string kNothing;
    const auto found = said_.find(camera);
    return found == said_.end() ? kNothing : found->second;
  }
  FailureWatcher& failures() { return *failures_; }

  Result<Camera*> add_camera(const SceneCamera& wanted) {
    auto added = world_->add_camera(wanted);
    if (!added) return added;
    failures_->watch(**added);
    listen_to(**added);
    return added;
  }

  void remove_camera(Camera& camera) {
    const std::string name = camera.name();
    world_->remove_camera(camera);
    failures_->forget(name);
    said_.erase(name);
    lines_.erase(name);
    has_script_.erase(name);
  }

 private:
  static constexpr int kInterruptedExit = 130;

  static void keep(std::string& said, ByteView bytes) {
    constexpr std::size_t kMost = 256u << 10;
    said += as_text(bytes);
    if (said.size() > 2 * kMost) said.erase(0, said.size() - kMost);
  }

  Result<void> make_world(const Scene& scene) {
    for (const SceneCamera& camera : scene.cameras) has_script_[camera.name] = camera.script.has_value();
    auto world = World::create(scene, options_.platform->machines(),
                               [this](const Camera& camera, World::Source source, ByteView bytes) {
                                 console(camera, source, bytes);
                               });
    if (!world) return tl::unexpected(world.error());
    world_ = std::move(*world);
    failures_.emplace(*world_, ladder_);
    for (const auto& camera : world_->cameras()) listen_to(*camera);
    world_->network().add_tap(ladder_.tap());
    if (options_.capture_bytes > 0) world_->network().add_tap(frames_.emplace(options_.capture_bytes).tap());
    auto outside = options_.platform->outside(*world_, scene, options_.on_problem);
    if (!outside) return tl::unexpected(outside.error());
    outside_ = std::move(*outside);
    set_up_shell();
    real_start_ = SteadyClock::now();
    virtual_start_ = world_->now();
    return {};
  }

  void listen_to(Camera& camera) {
    std::string& said = said_[camera.name()];
    camera.serial().set_tap([this, &said, &camera](ByteView bytes) {
      keep(said, bytes);
      failures_->feed(camera, bytes);
    });
  }

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
    runner_ = options_.platform->runner(world_->events(), real_time_, {});
    shell_ = std::make_unique<Shell>(*folder_, world_->events());
    shell_->add("openssl", std::make_unique<OpenSsl>(*runner_, *folder_, world_->events()));
    shell_->add("mpremote", std::make_unique<Mpremote>([this] { return devices(); }, *folder_,
                                                       world_->events(), terminal_session));
  }

  std::vector<Device> devices() {
    std::vector<Device> devices;
    for (const auto& camera : world_->cameras()) {
      devices.push_back({camera->name(), std::string(camera->model().name), &camera->serial(),
                         camera->state() == CameraState::running,
                         [&sent_to = *camera](std::string name, std::string text) {
                           sent_to.note_program({std::move(name), std::move(text)});
                         }});
    }
    return devices;
  }

  void console(const Camera& camera, World::Source source, ByteView bytes) {
    if (options_.on_console) options_.on_console(camera, source, bytes);
    // While a script runs through the raw REPL the rest of the line is only the protocol's noise.
    if (source == World::Source::line && has_script_[camera.name()]) return;
    lines_[camera.name()].feed(as_text(bytes), [&](std::string_view line) { show(camera.name(), line); });
  }

  void flush_lines() {
    for (auto& entry : lines_) {
      entry.second.flush([&](std::string_view line) { show(entry.first, line); });
    }
  }

  void tell_verifications() {
    const auto& all = world_->verifications();
    std::uint64_t fresh =
        world_->verification_count() - std::exchange(told_verifications_, world_->verification_count());
    if (!options_.on_verification) return;
    for (fresh = std::min<std::uint64_t>(fresh, all.size()); fresh > 0; --fresh) {
      const auto& [camera, at, verified] = all[all.size() - fresh];
      options_.on_verification(camera, at, step_of(verified, inspected_));
    }
  }

  void show(const std::string& camera, std::string_view line) {
    if (options_.on_line) options_.on_line(camera, world_ ? world_->now() : virtual_start_, line);
  }

  Options options_;
  InspectedFiles inspected_;
  std::uint64_t told_verifications_ = 0;
  bool real_time_;
  Instant end_;
  std::map<std::string, bool> has_script_;
  std::map<std::string, LineSplitter> lines_;
  std::optional<TemporaryFolder> temporary_;
  std::optional<Folder> folder_;
  Ladder ladder_;
  std::optional<FrameStore> frames_;
  std::map<std::string, std::string> said_;
  std::unique_ptr<World> world_;
  std::optional<FailureWatcher> failures_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<CommandRunner> runner_;
  std::unique_ptr<Shell> shell_;
  SteadyClock::time_point real_start_;
  Instant virtual_start_;
};

Lab::Lab(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lab::~Lab() = default;

Task<Result<std::unique_ptr<Lab>>> Lab::opening(EventQueue& events, Scene scene, Options options) {
  std::unique_ptr<Lab> lab(new Lab(std::make_unique<State>(scene, std::move(options))));
  const Result<void> opened = co_await lab->state_->open(events, std::move(scene));
  if (!opened) co_return tl::unexpected(opened.error());
  co_return lab;
}

Result<std::unique_ptr<Lab>> Lab::open(Scene scene, Options options) {
  EventQueue events(scene.clock);
  auto task = opening(events, std::move(scene), std::move(options));
  task.start();
  while (!task.done() && events.next() != kNever) events.run_until(events.next());
  if (!task.done()) return fail("the workstation's commands of the scene did not come to an end");
  return task.take();
}

World& Lab::world() const {
  return state_->world();
}

const Folder& Lab::folder() const {
  return state_->folder();
}

Shell& Lab::shell() const {
  return state_->shell();
}

const Ladder& Lab::ladder() const {
  return state_->ladder();
}

Bytes Lab::pcapng(const std::function<bool(const StoredFrame&)>& keep) const {
  return state_->pcapng(keep);
}

std::uint64_t Lab::frames_dropped() const {
  return state_->frames_dropped();
}

const std::string& Lab::said(const std::string& camera) const {
  return state_->said(camera);
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

Result<Camera*> Lab::add_camera(const SceneCamera& wanted) {
  return state_->add_camera(wanted);
}

void Lab::remove_camera(Camera& camera) {
  state_->remove_camera(camera);
}

FailureWatcher& Lab::failures() const {
  return state_->failures();
}

Snapshot Lab::snapshot() const {
  World& world = state_->world();
  Snapshot snapshot;
  snapshot.now = world.now();
  snapshot.true_time = world.events().true_time();
  snapshot.frames = world.frame_count();
  for (const auto& camera : world.cameras()) snapshot.cameras.push_back(shown(world, *camera));
  return snapshot;
}

}  // namespace tlscam
