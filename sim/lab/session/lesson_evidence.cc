#include "sim/lab/session/lesson_evidence.h"

#include <algorithm>

#include "sim/deploy/romfs_image.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/session/mystery_observer.h"
#include "sim/lab/session/open_world.h"
#include "sim/lab/watch/endpoint_name.h"
#include "sim/service/attack/attacker.h"
#include "sim/world/world.h"

namespace tlscam {
namespace {

using State = ConversationEvidence::State;

bool has_data(const Conversation& conversation) {
  return std::ranges::any_of(conversation.entries,
                             [](const auto& entry) { return entry.kind == LadderKind::application_data; });
}

State state_of(const Conversation& conversation) {
  switch (conversation.state) {
    case ConversationState::connecting:
    case ConversationState::handshaking:
    case ConversationState::joined:  // a lesson checks what it has seen
      return State::handshaking;
    case ConversationState::failed:
    case ConversationState::refused:
      return State::failed;
    case ConversationState::established:
    case ConversationState::closed:
      return State::established;
    case ConversationState::reset:
      // Data is sent only when the handshake is done.
      return has_data(conversation) ? State::established : State::failed;
  }
  return State::handshaking;
}

Result<Bytes> rom_file(ByteView image, const std::string& path) {
  const auto entries = list_romfs(image);
  if (!entries) return tl::unexpected(entries.error());
  const auto found = std::ranges::find(*entries, path, &RomfsEntry::path);
  if (found == entries->end() || found->is_folder) return fail("No such file or directory");
  return Bytes(found->contents.begin(), found->contents.end());
}

}  // namespace

Instant LessonEvidence::now() const {
  return opened_.world().events().true_time();
}

// A world that goes on where it was left has the clock of that moment.
Instant LessonEvidence::began() const {
  return opened_.lesson() ? opened_.lesson()->scene.clock : opened_.scene().clock;
}

std::optional<CameraEvidence> LessonEvidence::camera(const std::string& name) const {
  const Camera* camera = opened_.world().find_camera(name);
  if (!camera) return std::nullopt;
  return CameraEvidence{name, camera->state() == CameraState::running, camera->clock(), camera->death(),
                        opened_.said(name)};
}

Result<Bytes> LessonEvidence::workstation_file(const std::string& path) const {
  return opened_.folder().read(path);
}

Result<Bytes> LessonEvidence::drive_file(const std::string& name, const std::string& path) const {
  Camera* camera = opened_.world().find_camera(name);
  if (!camera) return fail("there is no camera {}", name);
  return path.starts_with(kRomFolder) ? rom_file(camera->rom(), path.substr(kRomFolder.size()))
                                      : camera->drive().read(path);
}

std::optional<std::string> LessonEvidence::received(const std::string& service) const {
  const RunningService* const found = opened_.world().services().find(service);
  if (found == nullptr) return std::nullopt;
  return std::string(found->service->received());
}

std::optional<AttackerEvidence> LessonEvidence::attacker(const std::string& name) const {
  const RunningService* const found = opened_.world().services().find_attacker(name);
  if (!found) return std::nullopt;
  AttackerEvidence evidence;
  evidence.active = found->attacker()->active();
  evidence.learned.reserve(found->attacker()->learned().size());
  for (const Learned& one : found->attacker()->learned()) evidence.learned.push_back({one.kind, one.bytes});
  return evidence;
}

std::vector<ConversationEvidence> LessonEvidence::conversations() const {
  std::vector<ConversationEvidence> seen;
  for (const Conversation& conversation : opened_.ladder().conversations()) {
    if (!conversation.is_tls()) continue;
    ConversationEvidence evidence;
    evidence.client = endpoint_name(opened_.world(), conversation.client);
    evidence.server = endpoint_name(opened_.world(), conversation.server);
    evidence.port = conversation.server.port;
    evidence.state = state_of(conversation);
    if (conversation.alert) {
      evidence.alert = conversation.alert->description;
      evidence.alert_from = conversation.failure_from_client ? "client" : "server";
    }
    evidence.version = conversation.version;
    evidence.cipher_suite = conversation.cipher_suite;
    for (const LadderEntry& entry : conversation.entries) {
      evidence.messages.push_back(entry.inside.empty() ? entry.name : entry.inside);
      evidence.resent = evidence.resent || entry.retransmitted;
      if (entry.kind != LadderKind::application_data) continue;
      (entry.from_client ? evidence.bytes_to_server : evidence.bytes_to_client) += entry.bytes;
    }
    const EndStates::Computed computed = opened_.ends().computed(conversation.id);
    evidence.client_instructions = computed.client;
    evidence.server_instructions = computed.server;
    seen.push_back(std::move(evidence));
  }
  return seen;
}

std::vector<LinkEvidence> LessonEvidence::links() const {
  std::vector<LinkEvidence> seen;
  for (const auto& [name, link] : opened_.world().network().links()) {
    const LinkConditions& conditions = link->conditions();
    seen.push_back({name, conditions.up, conditions.loss, {link->faults().begin(), link->faults().end()}});
  }
  return seen;
}

std::vector<ServiceEvidence> LessonEvidence::services() const {
  std::vector<ServiceEvidence> seen;
  for (const auto& service : opened_.world().services().all()) {
    ServiceEvidence& evidence = seen.emplace_back();
    evidence.id = service->id;
    for (const ServiceFault& fault : service->faults) evidence.faults.push_back(fault.kind);
  }
  return seen;
}

std::optional<MysteryEvidence> LessonEvidence::mystery() const {
  const auto& run = opened_.mystery_run();
  if (!run) return std::nullopt;
  return MysteryEvidence{!run->named().empty(), why_not_repaired(*run, observe_mystery(opened_))};
}

}  // namespace tlscam
