#include "sim/lab/session/lesson_evidence.h"

#include <algorithm>

#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/session/open_world.h"
#include "sim/lab/watch/endpoint_name.h"
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

}  // namespace

Instant LessonEvidence::now() const {
  return opened_.world().events().true_time();
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
  return camera->drive().read(path);
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
    for (const LadderEntry& entry : conversation.entries) {
      if (entry.kind != LadderKind::application_data) continue;
      (entry.from_client ? evidence.bytes_to_server : evidence.bytes_to_client) += entry.bytes;
    }
    seen.push_back(std::move(evidence));
  }
  return seen;
}

}  // namespace tlscam
