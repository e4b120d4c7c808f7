#include "sim/lab/command/diagnoses.h"

#include "sim/lab/session/session_state.h"
#include "sim/lab/watch/endpoint_name.h"

namespace tlscam {

Result<std::vector<Diagnosis>> carry_out(SessionState& state, const DiagnosesCommand&) {
  FailureWatcher& failures = state.opened().failures();
  const auto name_of = [&](const Endpoint& end) { return endpoint_name(state.world(), end); };
  std::vector<Diagnosis> found;
  if (auto& mystery = state.opened().mystery_run(); mystery && !mystery->is_over()) mystery->ask_why();
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
