#include "sim/desktop/desktop_app.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/desktop/model/outside_program.h"
#include "sim/desktop/program_places.h"
#include "sim/lab/course/lesson_course.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/native_platform.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kCapture = 64 << 20;  // bytes of frames that are kept
constexpr std::size_t kMostRecent = 8;      // projects
constexpr int kIdle = 1000;                 // milliseconds, while nothing happens
constexpr int kMoving = 16;                 // while something moves

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// This thread's: other work on the computer does not count.
double processor_seconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

const SteadyClock::time_point kStart = SteadyClock::now();

Result<std::string> read_text(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes)
    return fail("{} cannot be read: {}. It belongs to tlscam: build or install it again.", path,
                bytes.error().message());
  return std::string(as_text(*bytes));
}

}  // namespace

Result<std::unique_ptr<DesktopApp>> DesktopApp::start(const DesktopOptions& options) {
  std::unique_ptr<DesktopApp> app(new DesktopApp);
  if (auto loaded = app->load(options); !loaded) return tl::unexpected(loaded.error());
  return app;
}

DesktopApp::~DesktopApp() {
  // The session's thread wakes the window: it ends first.
  workbench_.reset();
  stage_.reset();
  project_.reset();
  desk_.reset();
}

Result<void> DesktopApp::load(const DesktopOptions& options) {
  const ProgramPlaces places = program_places();
  settings_path_ = options.settings.empty() ? settings_path() : options.settings;
  std::string problem;
  if (auto settings = load_settings(settings_path_))
    settings_ = *settings;
  else
    problem = settings.error().text;
  if (options.theme) settings_.theme = *options.theme;
  if (options.no_motion) settings_.motion = false;
  forced_scale_ = options.scale;

  auto theme = read_text(places.assets + "/theme.json");
  if (!theme) return tl::unexpected(theme.error());
  theme_text_ = std::move(*theme);
  auto course = load_course(std::filesystem::path(places.lessons));
  if (!course) return tl::unexpected(course.error());
  auto window = Window::open("tlscam", settings_.width, settings_.height);
  if (!window) return tl::unexpected(window.error());
  window_ = std::move(*window);
  auto fonts = Fonts::load(places.icons);
  if (!fonts) return tl::unexpected(fonts.error());
  look_.emplace(Theme{}, *fonts);
  look_->seen.wanted = options.driven;
  if (auto applied = apply_settings(); !applied) return applied;
  if (auto text = read_text(places.assets + "/glossary/en.json"))
    if (auto glossary = Glossary::read(*text)) glossary_ = std::move(*glossary);

  Session::Options session;
  session.platform = [camera = places.camera] { return native_platform(camera); };
  session.course = std::move(*course);
  session.terminal = true;
  session.prompt = true;
  session.watch_ends = true;
  session.capture_bytes = kCapture;
  auto first = find_first_world(options.world, settings_, session.course);
  if (!first) return tl::unexpected(first.error());
  desk_ = std::make_unique<Desk>(std::move(session), [] { Window::wake(); });
  if (!problem.empty()) desk_->notice(problem);
  // Addresses and folders are opened by the program that the desktop has for them.
  const auto open_outside = [this](const std::string& address) {
    if (const auto started = start_program({"xdg-open", address}); !started)
      desk_->notice(started.error().text);
  };
  flow_.open_link = open_outside;
  stage_ = std::make_unique<Stage>(*look_, *desk_, flow_, settings_);
  stage_->open_outside = open_outside;
  stage_->reading = std::make_unique<WireReading>(*desk_, places.assets + "/explanations/en");
  stage_->exports = std::make_unique<WireExport>(*desk_, *stage_->reading);
  stage_->settings_changed = [this] { settings_changed_ = true; };
  workbench_ = std::make_unique<Workbench>(*stage_, glossary_ ? &*glossary_ : nullptr);
  if (options.driven) driver_ = std::make_unique<Driver>([] { Window::wake(); });
  project_ = std::make_unique<Project>(*desk_, [this](const std::string& opened) { keep_project(opened); });
  stage_->project = project_.get();
  open(std::move(*first));
  return {};
}

void DesktopApp::open(FirstWorld first) {
  if (!first.folder.empty() && project_->open(first.folder, first.command.lesson, first.command.seed)) return;
  desk_->open(std::move(first.command), {}, [this, scene = std::move(first.scene)] {
    if (!scene) return;
    desk_->on_session([this, scene](Session& session) -> std::function<void()> {
      const auto put = put_scene(session, *scene);
      return
          [this, said = put ? words<"notice.scene_in_place">() : put.error().text] { desk_->notice(said); };
    });
  });
}

Result<void> DesktopApp::apply_settings() {
  const bool dark = settings_.theme == ThemeChoice::darkroom ||
                    (settings_.theme == ThemeChoice::system && Window::prefers_dark());
  auto theme = read_theme(theme_text_, dark ? ThemeName::darkroom : ThemeName::paper);
  if (!theme) return tl::unexpected(theme.error());
  const float scale = forced_scale_ > 0     ? forced_scale_
                      : settings_.scale > 0 ? settings_.scale
                                            : window_->system_scale();
  look_->set(*theme, scale);
  look_->motion = settings_.motion;
  window_->set_background(look_->color(Color::panel));
  return {};
}

void DesktopApp::keep_settings() {
  settings_.width = window_->width();
  settings_.height = window_->height();
  const auto saved = save_settings(settings_, settings_path_);
  if (!saved) desk_->notice(saved.error().text);
}

void DesktopApp::keep_project(const std::string& folder) {
  settings_.project = folder;
  if (!folder.empty()) {
    auto& recent = settings_.recent_projects;
    std::erase(recent, folder);
    recent.insert(recent.begin(), folder);
    recent.resize(std::min(recent.size(), kMostRecent));
  }
  settings_changed_ = true;
}

void DesktopApp::frame() {
  const auto start = SteadyClock::now();
  const double processor = processor_seconds();
  stage_->moves = false;
  workbench_->draw();
  building_ += processor_seconds() - processor;
  worst_ = std::max(worst_, seconds_since(start));
  ++built_;
}

DriverHands DesktopApp::driver_hands() {
  DriverHands hands;
  hands.take_picture = [this](const std::string& path) -> std::string {
    const auto written = write_png(window_->take_picture([this] { frame(); }), path);
    return written ? "" : written.error().text;
  };
  hands.resize = [this](int width, int height) { window_->resize(width, height); };
  hands.set_scale = [this](float scale) {
    forced_scale_ = 0;
    settings_.scale = scale;
    settings_changed_ = true;
  };
  hands.figures = [this] {
    return fmt::format(R"({{"first_frame":{:.3f},"built":{},"shown":{},"mean":{:.6f},"worst":{:.6f}}})",
                       first_frame_, built_, window_->frames_shown(),
                       built_ ? building_ / static_cast<double>(built_) : 0, worst_);
  };
  hands.state = [this]() -> std::string {
    if (!desk_->snapshot()) return "null";
    Snapshot whole = *desk_->snapshot();
    whole.conversations.clear();
    for (const auto& [id, conversation] : desk_->conversations()) whole.conversations.push_back(conversation);
    return to_json(whole);
  };
  hands.watch = [this](bool watches) {
    look_->seen.wanted = watches;
    measured_ = building_;
  };
  hands.measured = [this] { return building_ - measured_; };
  hands.quit = [this] { ends_ = true; };
  return hands;
}

int DesktopApp::run() {
  const DriverHands hands = driver_hands();
  bool busy = true;
  while (!ends_) {
    const bool moves = window_->is_stirred() || busy;
    if (!window_->wait(moves ? kMoving : kIdle)) break;
    if (desk_->take()) window_->stir(2);
    for (std::string& path : window_->take_dropped()) stage_->dropped.push_back(std::move(path));
    project_->tick(seconds_since(kStart));
    if (std::exchange(settings_changed_, false)) {
      forced_scale_ = 0;
      if (const auto applied = apply_settings(); !applied) desk_->notice(applied.error().text);
      keep_settings();
      window_->stir();
    }
    const std::string lesson = desk_->lesson() ? desk_->lesson()->id : desk_->snapshot() ? "bench" : "";
    if (!lesson.empty() && std::exchange(opened_, lesson) != lesson) settings_.lesson = lesson;
    busy = driver_ && driver_->before_frame(look_->seen, hands);
    if (window_->is_minimised()) continue;
    if (!window_->is_stirred() && !busy) continue;
    window_->draw([this] { frame(); });
    if (stage_->moves) window_->stir(1);
    if (first_frame_ == 0) first_frame_ = seconds_since(kStart);
  }
  // The texts of editors go into their files first.
  if (desk_->before_running) desk_->before_running();
  project_->close();
  keep_settings();
  return 0;
}

}  // namespace tlscam
