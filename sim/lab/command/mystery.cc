#include "sim/lab/command/mystery.h"

#include "sim/lab/session/mystery_observer.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<std::vector<MysteryChoice>> carry_out(SessionState&, const MysteryChoicesCommand&) {
  std::vector<MysteryChoice> choices;
  choices.reserve(mystery_kinds().size());
  for (const MysteryKind& kind : mystery_kinds()) choices.push_back({std::string(kind.id), kind.title()});
  return choices;
}

Result<Nothing> carry_out(SessionState& state, const NameCauseCommand& command) {
  auto& run = state.opened().mystery_run();
  if (!run) return fail("this world is not a mystery");
  const bool repaired = why_not_repaired(*run, observe_mystery(state.opened())).empty();
  if (auto named = run->name(command.cause, repaired); !named) return tl::unexpected(named.error());
  state.look_at_lesson();
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const AskWhyCommand&) {
  auto& run = state.opened().mystery_run();
  if (!run) return fail("this world is not a mystery: its diagnoses are shown anyway");
  if (!run->is_over()) run->ask_why();
  return Nothing{};
}

}  // namespace tlscam
