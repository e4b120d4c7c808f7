#include "sim/lab/command/save.h"

#include "sim/lab/session/network_values.h"
#include "sim/lab/session/place.h"
#include "sim/lab/session/session_state.h"
#include "sim/service/attack/attacker.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kErased = 0xff;

Result<std::vector<SavedFile>> files_of(OpenWorld& opened, const std::string& place) {
  const auto found = Place::find(opened, place);
  if (!found) return tl::unexpected(found.error());
  return found->all_files();
}

std::vector<SavedAttacker> attackers_of(const World& world) {
  std::vector<SavedAttacker> attackers;
  for (const auto& service : world.services().all())
    if (const Attacker* const attacker = service->attacker())
      attackers.push_back({service->id, service->form->key, service->link, service->host, service->camera,
                           attacker->active()});
  return attackers;
}

}  // namespace

Result<SavedWorld> carry_out(SessionState& state, const SaveCommand&) {
  return save_world(state, WorkstationFiles::kept);
}

Result<SavedWorld> save_world(Session& session, WorkstationFiles kept_files) {
  return save_world(session.state(), kept_files);
}

Result<SavedWorld> save_world(SessionState& state, WorkstationFiles kept_files) {
  OpenWorld& opened = state.opened();
  SavedWorld saved;
  saved.lesson = opened.lesson() ? opened.lesson()->id : "";
  saved.seed = opened.seed();
  saved.true_time = state.world().events().true_time();
  if (kept_files == WorkstationFiles::kept) {
    auto files = files_of(opened, "");
    if (!files) return tl::unexpected(files.error());
    saved.workstation = std::move(*files);
  }
  for (const auto& camera : state.world().cameras()) {
    SavedCamera& kept = saved.cameras.emplace_back();
    kept.name = camera->name();
    kept.model = camera->model().id;
    kept.number = camera->number();
    if (camera->machine_kind() != MachineKind::usual) kept.machine = name_of(camera->machine_kind());
    kept.powered = camera->state() == CameraState::running;
    kept.clock = camera->clock();
    // A drive that a camera is in the middle of writing may not be readable for the moment.
    auto drive = files_of(opened, camera->name());
    if (!drive) return fail("the drive of {}: {}", camera->name(), drive.error().text);
    kept.drive = std::move(*drive);
    kept.rom = camera->rom();
    while (!kept.rom.empty() && kept.rom.back() == kErased) kept.rom.pop_back();
  }
  for (const auto& service : state.world().services().all())
    if (!service->attacker()) saved.services.push_back({service->id, to_fields(service->faults)});
  for (const auto& [name, link] : state.world().network().links()) {
    const LinkConditions& conditions = link->conditions();
    saved.links.push_back({name, conditions.up, conditions.delay, conditions.bits_per_second, conditions.loss,
                           conditions.duplication, conditions.reordering});
  }
  saved.attackers = attackers_of(state.world());
  if (opened.lesson_run()) saved.progress = opened.lesson_run()->to_json();
  if (opened.mystery_run()) saved.mystery = opened.mystery_run()->to_json();
  return saved;
}

}  // namespace tlscam
