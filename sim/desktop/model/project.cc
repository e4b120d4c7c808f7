#include "sim/desktop/model/project.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <future>

#include "sim/base/file.h"
#include "sim/desktop/model/backup_file.h"
#include "sim/lab/command/save.h"
#include "sim/lab/session/saved_folder.h"
#include "sim/words/desktop.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr double kEvery = 30;  // seconds
constexpr std::chrono::seconds kPatience{10};

Instant real_time() {
  return Instant(std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()));
}

// Whether another window that is still there has the project open. Numbers of processes are used again, so
// that the program's name counts, too.
bool is_open_elsewhere(const ProjectFile& file) {
  if (file.process == 0 || file.process == static_cast<std::uint32_t>(getpid())) return false;
  std::error_code error;
  const auto program = fs::read_symlink("/proc/" + std::to_string(file.process) + "/exe", error);
  return !error && program.filename() == "tlscam-desktop";
}

// The worlds that folders keep, each with the folder's files. The first of a lesson stays.
void add_kept(BackupWorlds& worlds, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    auto kept = read_project(folder);
    if (!kept || !*kept || worlds.contains((*kept)->world.lesson)) continue;
    auto files = read_saved_folder(folder);
    if (!files) continue;
    SavedWorld& world = (*kept)->world;
    world.workstation = std::move(*files);
    const std::string lesson = world.lesson;
    worlds.emplace(lesson, std::move(world));
  }
}

}  // namespace

std::string typed_path(const std::string& path) {
  const char* const home = std::getenv("HOME");
  fs::path whole = path;
  if (home && (path == "~" || path.starts_with("~/")))
    whole = fs::path(home) / (path.size() > 2 ? path.substr(2) : "");
  std::error_code error;
  const fs::path absolute = fs::absolute(whole, error);
  std::string typed = (error ? whole : absolute).lexically_normal().string();
  while (typed.size() > 1 && typed.ends_with('/')) typed.pop_back();
  return typed;
}

Project::Project(Desk& desk, std::function<void(const std::string&)> opened)
    : desk_(desk), opened_(std::move(opened)) {
  desk.before_opening = [this] {
    if (!opens_) leave();
  };
}

bool Project::open(const std::string& folder, const std::string& lesson, std::uint64_t seed) {
  const auto refuse = [this](std::string why) {
    desk_.notice(std::move(why));
    return false;
  };
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    return refuse(words<"desktop.project_not_folder">({.folder = folder}));
  auto file = read_project(folder);
  if (!file) return refuse(file.error().text);
  OpenCommand command;
  command.lesson = lesson;
  command.seed = seed;
  if (*file) {
    if (is_open_elsewhere(**file)) return refuse(words<"desktop.project_elsewhere">({.folder = folder}));
    if ((*file)->process != 0) desk_.notice(words<"desktop.project_recovered">());
    command.lesson = (*file)->world.lesson;
    command.seed = (*file)->world.seed;
    command.saved = std::move((*file)->world);
  }
  begin(folder, std::move(command));
  return true;
}

void Project::begin(const std::string& folder, OpenCommand command) {
  leave();
  opens_ = true;
  command.folder = folder;
  desk_.open(std::move(command), [this, folder](bool begun) {
    if (!begun) return;
    folder_ = folder;
    problem_.clear();
    due_ = 0;
    opened_(folder);
  });
  opens_ = false;
}

void Project::save_as(const std::string& folder) {
  auto file = read_project(folder);
  if (!file) return desk_.notice(file.error().text);
  desk_.send(SaveCommand{}, [this, folder](Result<SavedWorld> world) {
    if (!world) return desk_.notice(world.error().text);
    OpenCommand command;
    command.lesson = world->lesson;
    command.seed = world->seed;
    command.saved = std::move(*world);
    begin(folder, std::move(command));
  });
}

void Project::export_to(const std::string& path, const std::vector<std::string>& folders) {
  desk_.on_session([this, path, folders](Session& session) -> std::function<void()> {
    if (!session.now()) return [] {};
    auto world = save_world(session, WorkstationFiles::kept);
    std::string problem = world ? "" : world.error().text;
    if (world) {
      const std::string lesson = world->lesson;
      BackupWorlds worlds;
      worlds.emplace(lesson, std::move(*world));
      add_kept(worlds, folders);
      const Bytes file = write_backup(worlds);
      if (const auto error = write_file(path, file)) problem = path + ": " + error.message();
    }
    return [this, path, problem] {
      desk_.notice(problem.empty() ? words<"desktop.world_exported">({.file = path}) : problem);
    };
  });
}

void Project::go_on_with(SavedWorld world) {
  OpenCommand command;
  command.lesson = world.lesson;
  command.seed = world.seed;
  command.saved = std::move(world);
  desk_.open(std::move(command));
}

std::function<std::function<void()>(Session&)> Project::keeping(bool stays_open) {
  return [this, folder = folder_, stays_open](Session& session) -> std::function<void()> {
    // While another world is being made, the present one may not be the project's.
    if (!session.now() || session.opening() == Session::Opening::going_on) return [] {};
    auto world = save_world(session, WorkstationFiles::left_out);
    if (!world) return [this, why = world.error().text] { desk_.notice(why); };
    ProjectFile file;
    file.process = stays_open ? static_cast<std::uint32_t>(getpid()) : 0;
    file.kept = real_time();
    file.world = std::move(*world);
    const auto written = write_project(folder, file);
    return [this, folder, kept = file.kept, why = written ? std::string() : written.error().text] {
      if (folder != folder_) return;
      if (why.empty()) kept_ = kept;
      if (std::exchange(problem_, why) != why && !why.empty())
        desk_.notice(words<"desktop.project_unwritable">({.folder = folder, .why = why}));
    };
  };
}

void Project::keep() {
  if (!folder_.empty()) desk_.on_session(keeping(true));
}

void Project::leave() {
  if (folder_.empty()) return;
  desk_.on_session(keeping(false));
  folder_.clear();
  kept_.reset();
  opened_("");
}

void Project::tick(double now) {
  if (folder_.empty() || now < due_ || desk_.opening()) return;
  due_ = now + kEvery;
  keep();
}

void Project::close() {
  if (folder_.empty()) return;
  auto done = std::make_shared<std::promise<void>>();
  desk_.on_session([work = keeping(false), done](Session& session) -> std::function<void()> {
    auto then = work(session);
    done->set_value();
    return then;
  });
  // A world that hangs must not keep the window from closing.
  (void)done->get_future().wait_for(kPatience);
  folder_.clear();
}

}  // namespace tlscam
