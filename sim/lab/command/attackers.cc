#include "sim/lab/command/attackers.h"

#include <algorithm>

#include "sim/lab/session/session_state.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/service_list.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostAttackers = 20;

Result<RunningService*> find_attacker(SessionState& state, const std::string& name) {
  RunningService* const found = state.world().services().find_attacker(name);
  if (!found) return fail("there is no attacker named {}", name);
  return found;
}

bool needs_settings(const ServiceForm& form) {
  return std::ranges::any_of(form.settings, &SettingForm::required);
}

}  // namespace

Result<std::vector<AttackerKindShown>> carry_out(SessionState&, const AttackerKindsCommand&) {
  std::vector<AttackerKindShown> kinds;
  for (const ServiceForm& form : service_forms())
    if (form.attacks && !needs_settings(form))
      kinds.push_back({form.key, form.title, form.does, form.runs == ServiceForm::Runs::camera});
  return kinds;
}

Result<Nothing> carry_out(SessionState& state, const SetAttackerCommand& command) {
  const auto found = find_attacker(state, command.attacker);
  if (!found) return tl::unexpected(found.error());
  Attacker& attacker = *(*found)->attacker();
  if (command.active && !attacker.active())
    if (auto prepared = attacker.prepare(); !prepared)
      return fail("{} cannot begin: {}", command.attacker, prepared.error().text);
  attacker.set_active(command.active);
  return Nothing{};
}

Result<std::string> carry_out(SessionState& state, const PlaceAttackerCommand& command) {
  const ServiceForm* const form = find_service(command.kind);
  if (!form || !form->attacks || needs_settings(*form))
    return fail("there is no attacker of the kind \"{}\" to place", command.kind);
  const auto& services = state.world().services().all();
  if (std::ranges::count_if(services, [](const auto& one) { return one->attacker() != nullptr; }) >=
      static_cast<std::ptrdiff_t>(kMostAttackers))
    return fail("there are {} attackers already; take one away first", kMostAttackers);
  SceneMiddlebox wanted;
  wanted.link = command.link;
  wanted.host = command.host;
  wanted.camera = command.camera;
  wanted.service.key = form->key;
  const auto placed = state.world().place_box(wanted);
  if (!placed) return tl::unexpected(placed.error());
  return (*placed)->id;
}

Result<Nothing> carry_out(SessionState& state, const RemoveAttackerCommand& command) {
  const auto found = find_attacker(state, command.attacker);
  if (!found) return tl::unexpected(found.error());
  const OpenWorld& opened = state.opened();
  const auto is_it = [&](const SceneMiddlebox& box) {
    return (box.name.empty() ? box.service.key : box.name) == command.attacker;
  };
  if (opened.lesson() && std::ranges::any_of(opened.scene().middleboxes, is_it))
    return fail("the lesson needs {}; stop him instead", command.attacker);
  state.world().remove_attacker(**found);
  return Nothing{};
}

}  // namespace tlscam
