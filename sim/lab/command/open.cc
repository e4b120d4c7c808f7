#include "sim/lab/command/open.h"

#include <algorithm>

#include "sim/lab/command/attackers.h"
#include "sim/lab/command/services.h"
#include "sim/lab/session/network_values.h"
#include "sim/lab/session/session_state.h"
#include "sim/scene/scene_json.h"
#include "sim/service/service_list.h"

namespace tlscam {
namespace {

// Two cameras and nothing else: for trying things out.
Scene free_bench() {
  Scene scene;
  for (const char* name : {"openmv", "cam2"}) scene.cameras.emplace_back().name = name;
  return scene;
}

// A scene of one's own: its files are written to a folder and read from there, as `tlscam run` reads them.
Result<Scene> scene_from(const std::vector<SavedFile>& files) {
  const auto written_to = WorkstationFolder::make("");
  if (!written_to) return tl::unexpected(written_to.error());
  const auto folder = Folder::open(written_to->path());
  if (!folder) return fail("{}", folder.error().text);
  for (const SavedFile& file : files) {
    if (auto checked = check_file_path(file.path); !checked)
      return fail("the scene's file {}: {}", file.path, checked.error().text);
    if (auto written = folder->write_with_parents(file.path, file.bytes); !written)
      return fail("{}: {}", file.path, written.error().text);
  }
  return load_scene(written_to->path() + "/world.json", kDefaultSceneClock);
}

// The cameras of the scene and those that were added later, each with its number. Removed ones stay removed,
// but a lesson's cameras are there whatever was saved.
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
    if (kept.machine) found->machine = find_machine_kind(*kept.machine).value_or(found->machine);
  }
}

Result<void> check_saved_network(const SavedWorld& saved) {
  for (const SavedLink& kept : saved.links)
    if (auto checked = check_conditions(to_conditions(kept)); !checked)
      return fail("what was saved of the link {}: {}", kept.link, checked.error().text);
  for (const SavedService& kept : saved.services) {
    const ServiceForm* const form = find_service(kept.service.substr(kept.service.rfind('/') + 1));
    if (form == nullptr) continue;
    if (auto faults = read_service_faults(*form, kept.faults); !faults)
      return fail("what was saved of the service {}: {}", kept.service, faults.error().text);
  }
  return {};
}

// Those of the scene are there; what was placed later comes again, as long as there is room for it.
void restore_attackers(SessionState& state, const SavedWorld& saved) {
  if (!saved.attackers) return;
  for (const SavedAttacker& kept : *saved.attackers) {
    if (!state.world().services().find_attacker(kept.name))
      (void)carry_out(state, PlaceAttackerCommand{kept.kind, kept.link, kept.host, kept.camera});
    (void)carry_out(state, SetAttackerCommand{kept.name, kept.active});
  }
}

// Links and services that the world has no more, because the lesson has changed since, are left out.
void restore_network(SessionState& state, const SavedWorld& saved) {
  for (const SavedLink& kept : saved.links)
    if (Link* const link = state.world().network().find(kept.link)) link->set_conditions(to_conditions(kept));
  for (const SavedService& kept : saved.services)
    if (state.world().services().find(kept.service))  // check_saved_network() has accepted the faults
      (void)carry_out(state, SetServiceFaultsCommand{kept.service, kept.faults});
  restore_attackers(state, saved);
}

// Saved content replaces the scene's beginning.
Result<void> restore_scene(Scene& scene, const SavedWorld& saved, bool is_lesson) {
  if (saved.format != SavedWorld{}.format)
    return fail("the saved world has the format {}, and this version reads {}", saved.format,
                SavedWorld{}.format);
  if (auto checked = check_saved_network(saved); !checked) return checked;
  scene.clock = saved.true_time;
  scene.workstation_commands.clear();
  scene.workstation_files.clear();
  for (const SavedFile& file : saved.workstation) scene.workstation_files[file.path] = file.bytes;
  restore_cameras(scene, saved, is_lesson);
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
  return {};
}

// The rest of a saved world goes into the new world directly.
void restore_world(SessionState& state, const SavedWorld& saved,
                   std::vector<std::optional<SavedWorld>> step_starts) {
  for (const SavedCamera& kept : saved.cameras) {
    Camera* camera = state.world().find_camera(kept.name);
    if (camera && !kept.rom.empty()) (void)camera->set_rom(kept.rom);
  }
  restore_network(state, saved);
  auto& mystery = state.opened().mystery_run();
  if (mystery && saved.mystery) (void)mystery->restore(*saved.mystery);
  auto& run = state.opened().lesson_run();
  if (!run) return;
  // Progress that is of another version of the lesson is forgotten; the world is there all the same.
  if (!saved.progress.empty()) (void)run->restore(saved.progress);
  if (step_starts.empty()) step_starts.assign(run->current(), std::nullopt);
  state.step_starts() = std::move(step_starts);
}

}  // namespace

Result<Nothing> carry_out(SessionState& state, const OpenCommand& command) {
  return open_world(state, command, {});
}

Result<Nothing> open_world(SessionState& state, const OpenCommand& command,
                           std::vector<std::optional<SavedWorld>> step_starts) {
  const Lesson* lesson = nullptr;
  std::shared_ptr<const DrawnMystery> mystery;
  Result<Scene> scene = free_bench();
  if (!command.lesson.empty()) {
    lesson = state.find_lesson(command.lesson);
    if (!lesson) return fail("there is no lesson named {}", command.lesson);
    if (lesson->mystery) {
      const Mystery drawn = draw_mystery(command.seed);
      mystery = std::make_shared<const DrawnMystery>(DrawnMystery{drawn, mystery_lesson(*lesson, drawn)});
      lesson = &mystery->lesson;
    }
    scene = lesson->scene;
  } else if (!command.scene.empty()) {
    scene = scene_from(command.scene);
  }
  if (!scene) return tl::unexpected(scene.error());
  scene->seed = command.seed;
  scene->real_time = false;
  if (command.saved) {
    if (auto restored = restore_scene(*scene, *command.saved, lesson != nullptr); !restored)
      return tl::unexpected(restored.error());
  }
  auto restore = [saved = command.saved, starts = std::move(step_starts)](SessionState& made) {
    if (saved) restore_world(made, *saved, starts);
  };
  auto begun = state.begin_opening(std::move(*scene), lesson, command.folder.value_or(""), std::move(restore),
                                   std::move(mystery));
  if (!begun) return tl::unexpected(begun.error());
  return Nothing{};
}

}  // namespace tlscam
