#include "sim/lab/session/lesson_evidence.h"

#include <algorithm>
#include <charconv>

#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/session/lab.h"
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

// The number in "Alert 46 certificate_unknown".
std::optional<std::uint8_t> alert_in(std::string_view failure) {
  constexpr std::string_view kAlert = "Alert ";
  if (!failure.starts_with(kAlert)) return std::nullopt;
  failure.remove_prefix(kAlert.size());
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(failure.data(), failure.data() + failure.size(), number);
  return error == std::errc() && end != failure.data() ? std::optional(number) : std::nullopt;
}

std::string node_name(const World& world, const Endpoint& endpoint) {
  if (const Camera* camera = world.find_camera(endpoint.address)) return camera->name();
  return endpoint.link.empty() ? to_text(endpoint.address) : endpoint.link;
}

}  // namespace

Instant LessonEvidence::now() const {
  return lab_.world().events().true_time();
}

std::optional<CameraEvidence> LessonEvidence::camera(const std::string& name) const {
  const Camera* camera = lab_.world().find_camera(name);
  if (!camera) return std::nullopt;
  return CameraEvidence{name, camera->state() == CameraState::running, camera->clock(), camera->death(),
                        lab_.said(name)};
}

Result<Bytes> LessonEvidence::workstation_file(const std::string& path) const {
  return lab_.folder().read(path);
}

Result<Bytes> LessonEvidence::drive_file(const std::string& name, const std::string& path) const {
  Camera* camera = lab_.world().find_camera(name);
  if (!camera) return fail("there is no camera {}", name);
  return camera->drive().read(path);
}

std::vector<ConversationEvidence> LessonEvidence::conversations() const {
  std::vector<ConversationEvidence> seen;
  for (const Conversation& conversation : lab_.ladder().conversations()) {
    const bool secured = conversation.protocol == ConversationProtocol::tls ||
                         conversation.protocol == ConversationProtocol::dtls;
    if (!secured) continue;
    ConversationEvidence evidence;
    evidence.client = node_name(lab_.world(), conversation.client);
    evidence.server = node_name(lab_.world(), conversation.server);
    evidence.port = conversation.server.port;
    evidence.state = state_of(conversation);
    evidence.alert = alert_in(conversation.failure);
    if (evidence.alert) evidence.alert_from = conversation.failure_from_client ? "client" : "server";
    for (const LadderEntry& entry : conversation.entries) {
      if (entry.kind != LadderKind::application_data) continue;
      (entry.from_client ? evidence.bytes_to_server : evidence.bytes_to_client) += entry.bytes;
    }
    seen.push_back(std::move(evidence));
  }
  return seen;
}

}  // namespace tlscam
