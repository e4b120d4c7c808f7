#include "sim/lab/session/open_world.h"

#include <algorithm>

#include "sim/base/hex.h"
#include "sim/capture/capture_export.h"
#include "sim/client/acme.h"
#include "sim/client/browser.h"
#include "sim/client/curl.h"
#include "sim/lab/session/completer.h"
#include "sim/lab/session/folder_files.h"
#include "sim/lab/session/workstation_setup.h"
#include "sim/lab/watch/endpoint_name.h"
#include "sim/lab/watch/verification_step.h"
#include "sim/workstation/mpremote.h"
#include "sim/workstation/openssl.h"
#include "sim/workstation/terminal_session.h"

namespace tlscam {
namespace {

// Of files of the workstation, which are kept for the time when the world has to be made again.
constexpr std::size_t kMostBytesToBeginAgain = 16u << 20;
// A program may compute for this long, in real time, before the caller of pass_until() is asked again.
constexpr std::chrono::milliseconds kPatience{50};

}  // namespace

Task<Result<std::unique_ptr<OpenWorld>>> OpenWorld::open(EventQueue& events, CommandRunner& programs,
                                                         Setup setup) {
  std::unique_ptr<OpenWorld> opened(new OpenWorld(std::move(setup)));
  if (const Result<void> prepared = co_await opened->prepare(events, programs); !prepared)
    co_return tl::unexpected(prepared.error());
  if (const Result<void> made = opened->make_world(); !made) co_return tl::unexpected(made.error());
  co_return opened;
}

OpenWorld::~OpenWorld() = default;

Task<Result<void>> OpenWorld::prepare(EventQueue& events, CommandRunner& programs) {
  auto folder = Folder::open(home_->path());
  if (!folder) co_return fail("{}: {}", home_->path(), folder.error().text);
  folder_.emplace(std::move(*folder));
  if (auto set_up = co_await set_up_workstation(setup_.scene, *folder_, programs, events); !set_up)
    co_return set_up;
  if (auto files = read_all_files(*folder_, kMostBytesToBeginAgain)) {
    beginning_ = setup_.scene;
    beginning_->workstation_commands.clear();
    beginning_->workstation_files = std::move(*files);
  }
  co_return {};
}

Result<void> OpenWorld::make_world() {
  const Scene& scene = setup_.scene;
  for (const SceneCamera& camera : scene.cameras) has_script_[camera.name] = camera.script.has_value();
  auto world = World::create(
      scene, setup_.platform->machines(),
      [this](const Camera& camera, World::Source source, ByteView bytes) { hear(camera, source, bytes); },
      [this](const std::string& path) { return folder_->read(path); });
  if (!world) return tl::unexpected(world.error());
  world_ = std::move(*world);
  failures_.emplace(*world_, ladder_);
  for (const auto& camera : world_->cameras()) listen_to(*camera);
  world_->network().add_tap(ladder_.tap());
  if (setup_.capture_bytes > 0) world_->network().add_tap(captured_.emplace(setup_.capture_bytes).tap());
  world_->network().add_tap([this](const TapEvent& event) {
    stepper_.see(event);
    frame_feed_.add(event);
  });
  if (setup_.listeners->on_message) {
    messages_.emplace([this](const MessageSeen& seen) {
      if (silent_) return;
      MessageSeen with_moment = seen;
      with_moment.events = events_;
      setup_.listeners->on_message(with_moment);
    });
  }
  auto outside = setup_.platform->outside(*world_, scene, setup_.listeners->on_problem);
  if (!outside) return tl::unexpected(outside.error());
  outside_ = std::move(*outside);
  set_up_shell();
  if (setup_.lesson) lesson_run_.emplace(*setup_.lesson);
  if (setup_.mystery) begin_mystery();
  return {};
}

void OpenWorld::begin_mystery() {
  mystery_run_.emplace(setup_.mystery->mystery);
  const MysterySetup& found = setup_.mystery->mystery.broken;
  const auto key_in = [&](const std::string& base) {
    const auto file = folder_->read(base + ".pem");
    return file ? to_hex(inspected_.inspect(*file, base).public_key) : "";
  };
  mystery_run_->keep_keys({key_in(found.anchor), key_in(found.server.base), key_in(found.client.base)});
  terminal_->set_listener([this](const std::string& line) { mystery_run_->command(line); });
}

void OpenWorld::set_up_shell() {
  runner_ = std::make_unique<RecordingRunner>(
      setup_.platform->runner(world_->events(), setup_.scene.real_time, {}, &outside_->network()), log_,
      [this] { return moment(); });
  const auto keeps_drive = [](const SceneCamera& camera) { return camera.flash_file.has_value(); };
  if (setup_.scene.real_time)
    log_.obstacle = "a run in real time cannot go back: it would not do the same again";
  else if (!setup_.scene.bridges.empty() || !setup_.scene.reaches.empty())
    log_.obstacle = kBridgedWorld;
  if (std::ranges::any_of(setup_.scene.cameras, keeps_drive))
    log_.obstacle = "a run with --keep-flash cannot go back: the drives have changed";
  shell_ = std::make_unique<Shell>(*folder_, world_->events());
  shell_->add("openssl", std::make_unique<OpenSsl>(*runner_, *folder_, world_->events()));
  shell_->add("mpremote", std::make_unique<Mpremote>([this] { return devices(); }, *folder_, world_->events(),
                                                     terminal_session));
  const ClientNetwork network{
      .events = world_->events(),
      .stack = [this] { return world_->stack_at(world_->addresses().workstation, "workstation"); },
      .address = world_->addresses().workstation,
      .lookup = [this](std::string_view name) { return world_->gateway().dns().find(name); },
      .seed = Random::derive(seed(), "curl")};
  shell_->add("acme", std::make_unique<Acme>(*folder_, network));
  shell_->add("browser", std::make_unique<Browser>(*folder_, network));
  shell_->add("curl", std::make_unique<Curl>(*folder_, network));
  const auto print = [this](ByteView bytes, bool is_error) {
    setup_.output->add(now(), "", bytes);
    if (setup_.listeners->on_terminal && !silent_) setup_.listeners->on_terminal(bytes, is_error);
  };
  terminal_.emplace(*shell_, setup_.terminal, print);
  if (!setup_.prompt) return;
  const Completer completer(*folder_, *shell_, *world_);
  prompt_.emplace(
      *terminal_,
      [completer](std::string_view line, std::size_t cursor) { return completer.complete(line, cursor); },
      [print](ByteView bytes) { print(bytes, false); });
}

std::vector<Device> OpenWorld::devices() {
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

void OpenWorld::listen_to(Camera& camera) {
  constexpr std::size_t kMost = 256u << 10;
  std::string& said = said_[camera.name()];
  camera.serial().set_tap([this, &said, &camera](ByteView bytes) {
    said += as_text(bytes);
    if (said.size() > 2 * kMost) said.erase(0, said.size() - kMost);
    failures_->feed(camera, bytes);
  });
}

const std::string& OpenWorld::said(const std::string& camera) const {
  static const std::string kSilence;
  const auto found = said_.find(camera);
  return found == said_.end() ? kSilence : found->second;
}

void OpenWorld::hear(const Camera& camera, World::Source source, ByteView bytes) {
  setup_.output->add(world_ ? now() : setup_.scene.clock, camera.name(), bytes);
  // While a script runs through the raw REPL the rest of the line is only the protocol's noise.
  if (source == World::Source::line && has_script_[camera.name()]) return;
  lines_[camera.name()].feed(as_text(bytes),
                             [&](std::string_view line) { report_line(camera.name(), line); });
}

void OpenWorld::report_line(const std::string& camera, std::string_view line) {
  if (setup_.listeners->on_line && !silent_)
    setup_.listeners->on_line(camera, world_ ? now() : setup_.scene.clock, line);
}

void OpenWorld::flush_lines() {
  for (auto& [camera, lines] : lines_)
    lines.flush([&, name = camera](std::string_view line) { report_line(name, line); });
}

void OpenWorld::run_until(Instant until, const std::function<bool()>& enough) {
  EventQueue& events = world_->events();
  look_after_event();
  while (!(enough && enough()) && !runner_->holds_time()) {
    if (events.next() > until) {
      events.run_until(until);  // nothing more is due: only the clock
      return;
    }
    // Steps follow the real clock. A camera's turn must not end where a step ends: going back, the world
    // would have other events.
    events.step(kNever);
    ++events_;
    look_after_event();
  }
}

bool OpenWorld::poll_programs(std::chrono::milliseconds most) {
  runner_->poll();
  if (!runner_->holds_time()) return true;
  runner_->wait(most);
  runner_->poll();
  return !runner_->holds_time();
}

void OpenWorld::pass_until(Instant until, const std::function<bool()>& enough) {
  while (!enough() && now() < until)
    if (poll_programs(kPatience)) run_until(until, enough);
}

void OpenWorld::wait(std::chrono::microseconds most) {
  runner_->poll();
  outside_->wait(most, runner_->descriptor());
  runner_->poll();
}

bool OpenWorld::come_to(const Moment& moment) {
  while (events_ < moment.events) {
    const std::uint64_t before = events_;
    run_until(moment.at, [&] { return events_ >= moment.events; });
    if (events_ == before) return false;
  }
  if (now() < moment.at) run_until(moment.at, [&] { return events_ > moment.events; });
  return events_ == moment.events;
}

Result<void> OpenWorld::move_home(const std::string& adopted) {
  auto home = WorkstationFolder::adopt(adopted);
  if (!home) return tl::unexpected(home.error());
  auto folder = Folder::open(home->path());
  if (!folder) return fail("{}: {}", adopted, folder.error().text);
  *folder_ = std::move(*folder);
  home_.emplace(std::move(*home));
  return {};
}

void OpenWorld::look_after_event() {
  // The next command of a paste begins after the same event whenever the world does this.
  if (terminal_->running()) {
    terminal_->look();
    if (!terminal_->running()) look_at_terminal();
  }
  report_verifications();
  if (setup_.watch_ends) ends_.look(*world_, ladder_);
  if (messages_) messages_->look(*world_, ladder_);
}

void OpenWorld::report_verifications() {
  if (!setup_.listeners->on_verification) return;
  const auto& all = world_->verifications();
  std::uint64_t fresh =
      world_->verification_count() - std::exchange(reported_verifications_, world_->verification_count());
  for (fresh = std::min<std::uint64_t>(fresh, all.size()); fresh > 0; --fresh) {
    const auto& [camera, at, verified] = all[all.size() - fresh];
    if (!silent_) setup_.listeners->on_verification(camera, at, step_of(verified, inspected_));
  }
}

Bytes OpenWorld::pcapng(const std::function<bool(const StoredFrame&)>& keep) const {
  const FrameStore none;
  return write_pcapng(to_capture(captured_ ? *captured_ : none, world_->key_log(), keep));
}

Result<Camera*> OpenWorld::add_camera(const SceneCamera& wanted) {
  auto added = world_->add_camera(wanted);
  if (!added) return added;
  failures_->watch(**added);
  listen_to(**added);
  return added;
}

void OpenWorld::remove_camera(Camera& camera) {
  const std::string name = camera.name();
  world_->remove_camera(camera);
  failures_->forget(name);
  said_.erase(name);
  lines_.erase(name);
  has_script_.erase(name);
}

const ScriptRun* OpenWorld::last_script(const Camera& camera) const {
  const ScriptRun* last = nullptr;
  for (const auto& run : world_->scripts())
    if (&run->camera() == &camera) last = run.get();
  return last;
}

std::string OpenWorld::node_of(const Endpoint& endpoint) const {
  return tlscam::node_of(*world_, endpoint);
}

}  // namespace tlscam
