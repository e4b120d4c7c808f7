#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/lab/session/bench_state.h"
#include "sim/scene/scene_json.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFramesKept = kMostFramesShown;
constexpr std::size_t kCaptureBytes = 16u << 20;

// Two cameras and nothing else: for trying things out.
Scene free_bench() {
  Scene scene;
  for (const char* name : {"openmv", "cam2"}) scene.cameras.emplace_back().name = name;
  return scene;
}

// A scene of one's own: its files are written to a folder and read from there, as `tlscam run` reads them.
Result<Scene> scene_from(const std::vector<SavedFile>& files, const std::string& folder) {
  for (const SavedFile& file : files) {
    if (auto checked = check_file_path(file.path); !checked)
      return fail("the scene's file {}: {}", file.path, checked.error().text);
  }
  const auto home = Folder::open(folder);
  if (!home) return fail("{}", home.error().text);
  for (const SavedFile& file : files) {
    for (std::size_t slash = file.path.find('/'); slash != std::string::npos;
         slash = file.path.find('/', slash + 1)) {
      const std::string parent = file.path.substr(0, slash);
      if (home->is_folder(parent)) continue;
      if (auto made = home->make_folder(parent); !made) return fail("{}: {}", parent, made.error().text);
    }
    if (auto written = home->write(file.path, file.bytes); !written)
      return fail("{}: {}", file.path, written.error().text);
  }
  return load_scene(folder + "/world.json", kDefaultSceneClock);
}

void empty_folder(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  fs::create_directories(path, error);
}

}  // namespace

Result<Scene> Bench::State::scene_for(const OpenCommand& command) {
  lesson_ = nullptr;
  if (!command.lesson.empty()) {
    const auto found = std::ranges::find(course_, command.lesson, &Lesson::id);
    if (found == course_.end()) return fail("there is no lesson named {}", command.lesson);
    lesson_ = &*found;
    return lesson_->scene;
  }
  if (command.scene.empty()) return free_bench();
  const std::string folder = options_.workstation_folder + ".scene";
  empty_folder(folder);
  return scene_from(command.scene, folder);
}

// The cameras of the scene and those that were added later, each with its number; what was taken away stays
// away, but a lesson's cameras are there whatever was saved.
void restore_cameras(Scene& scene, const SavedWorld& saved, bool is_lesson) {
  const auto was_saved = [&](const SceneCamera& camera) {
    return std::ranges::find(saved.cameras, camera.name, &SavedCamera::name) != saved.cameras.end();
  };
  if (!is_lesson && !saved.cameras.empty())
    std::erase_if(scene.cameras, [&](const SceneCamera& camera) { return !was_saved(camera); });
  for (const SavedCamera& kept : saved.cameras) {
    auto found = std::ranges::find(scene.cameras, kept.name, &SceneCamera::name);
    if (found == scene.cameras.end()) {
      if (!kept.model) continue;  // of another version of the lesson
      found = scene.cameras.insert(found, SceneCamera{});
      found->name = kept.name;
    }
    if (kept.model) found->model = *kept.model;
    found->number = kept.number;
  }
}

// What was saved replaces what the scene begins with.
Result<void> Bench::State::restore(Scene& scene, const SavedWorld& saved) {
  if (saved.format != SavedWorld{}.format)
    return fail("what was saved has the format {}, and this version reads {}", saved.format,
                SavedWorld{}.format);
  scene.clock = saved.true_time;
  scene.workstation_commands.clear();
  scene.workstation_files.clear();
  for (const SavedFile& file : saved.workstation) scene.workstation_files[file.path] = file.bytes;
  restore_cameras(scene, saved, lesson_ != nullptr);
  for (SceneCamera& camera : scene.cameras) {
    camera.copies.clear();
    camera.romfs_copies.clear();
    const auto found = std::ranges::find(saved.cameras, camera.name, &SavedCamera::name);
    if (found == saved.cameras.end()) continue;
    camera.powered = found->powered;
    camera.script.reset();
    if (found->powered) camera.clock = found->clock;
    camera.romfs.clear();
    camera.files.clear();
    for (const SavedFile& file : found->drive) camera.files[file.path] = file.bytes;
  }
  restored_ = saved;
  return {};
}

void Bench::State::close() {
  terminal_.reset();
  lesson_run_.reset();
  step_starts_.clear();
  last_shown_.clear();
  lab_.reset();
  task_.reset();
  before_.reset();
  restored_.reset();
  drives_.clear();
  output_.clear();
  frames_.clear();
  frames_left_out_ = 0;
  services_ = {};
  stepper_ = {};
  paused_ = false;
  ends_.reset();
  stopped_.reset();
  opening_ = Opening::none;
}

Result<Nothing> Bench::State::perform(const OpenCommand& command) {
  close();
  auto scene = scene_for(command);
  if (!scene) return tl::unexpected(scene.error());
  seed_ = scene->seed = command.seed;
  scene->real_time = false;
  if (command.saved) {
    if (auto restored = restore(*scene, *command.saved); !restored) return tl::unexpected(restored.error());
  }
  if (auto checked = check_scene(*scene); !checked) return tl::unexpected(checked.error());
  if (!scene->bridges.empty() || !scene->reaches.empty())
    return fail(
        "this scene wants real programs of this computer (bridges or reaches); play it with the command "
        "line");
  empty_folder(options_.workstation_folder);

  Lab::Options options;
  options.platform = options_.platform();
  options.workstation_folder = options_.workstation_folder;
  options.on_console = [this](const Camera& camera, World::Source, ByteView bytes) {
    output_.push_back({camera.name(), Bytes(bytes.begin(), bytes.end())});
  };
  options.capture_bytes = kCaptureBytes;
  services_.dhcp_silent = scene->services.dhcp_silent;
  opening_ = Opening::going_on;
  before_.emplace(scene->clock);
  task_.emplace(Lab::opening(*before_, std::move(*scene), std::move(options)));
  task_->start();
  look_at_opening();
  return Nothing{};
}

void Bench::State::look_at_opening() {
  if (opening_ != Opening::going_on) return;
  while (!task_->done() && before_->next() != kNever) before_->run_until(before_->next());
  if (!task_->done()) return;
  auto opened = task_->take();
  task_.reset();
  if (!opened) {
    failure_ = opened.error().text;
    opening_ = Opening::failed;
    return;
  }
  lab_ = std::move(*opened);
  opening_ = Opening::done;
  world_is_there();
}

void Bench::State::world_is_there() {
  ends_ = std::make_unique<EndStates>();
  world().network().add_tap([this](const TapEvent& event) {
    stepper_.see(event);
    frames_.push_back({event.sent_at, event.arrives_at, event.link, event.direction, event.fate,
                       Bytes(event.frame.begin(), event.frame.end()), event.altered});
    if (frames_.size() <= kFramesKept) return;
    frames_.pop_front();
    ++frames_left_out_;
  });
  terminal_.emplace(lab_->shell(), [this](ByteView bytes) {
    output_.push_back({"", Bytes(bytes.begin(), bytes.end())});
  });
  if (lesson_) lesson_run_.emplace(*lesson_);
  if (restored_) {
    for (const SavedCamera& saved : restored_->cameras) {
      Camera* camera = world().find_camera(saved.name);
      if (camera && !saved.rom.empty()) (void)camera->set_rom(saved.rom);
    }
    for (const SavedLink& saved : restored_->links)
      (void)perform(SetLinkCommand{saved.link, saved.conditions});
    apply(restored_->services);
    // Progress that is of another version of the lesson is forgotten; the world is there all the same.
    if (lesson_run_ && !restored_->progress.empty()) (void)lesson_run_->restore(restored_->progress);
    if (lesson_run_) step_starts_.assign(lesson_run_->current(), std::nullopt);
    restored_.reset();
  }
  news_ = true;
}

}  // namespace tlscam
