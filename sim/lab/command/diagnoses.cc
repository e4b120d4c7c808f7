#include "sim/lab/command/diagnoses.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<std::vector<Diagnosis>> carry_out(SessionState& state, const DiagnosesCommand&) {
  FailureWatcher& failures = state.opened().failures();
  const auto name_of = [&](const Endpoint& end) {
    const Camera* camera = state.world().find_camera(end.address);
    return camera ? camera->name() : to_text(end.address);
  };
  std::vector<Diagnosis> found;
  for (const auto& camera : state.world().cameras()) {
    const auto& causes = failures.causes(*camera);
    if (!causes.empty()) found.push_back({camera->name(), "", "", causes});
  }
  for (const Conversation& conversation : state.opened().ladder().conversations()) {
    const auto& causes = failures.causes(conversation);
    if (causes.empty()) continue;
    found.push_back({"", name_of(conversation.client), name_of(conversation.server), causes});
  }
  return found;
}

}  // namespace tlscam
