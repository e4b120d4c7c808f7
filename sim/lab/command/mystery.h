#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

class SessionState;

/// Lists all causes that can be named in a mystery, in the order in which they are shown.
struct MysteryChoicesCommand {
  using Reply = std::vector<MysteryChoice>;
  static constexpr std::string_view kName = "mystery_choices";
  static constexpr CommandTraits kTraits{.needs_world = false, .effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<MysteryChoicesCommand>) {
  return std::tuple();
}
Result<MysteryChoicesCommand::Reply> carry_out(SessionState& state, const MysteryChoicesCommand& command);

/// Keeps the cause that the learner believes in. Going back in time does not take it away.
struct NameCauseCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "name_cause";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::string cause;  ///< the id of a choice
};
template <std::same_as<NameCauseCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("cause", &T::cause));
}
Result<NameCauseCommand::Reply> carry_out(SessionState& state, const NameCauseCommand& command);

/// Lets snapshots show the diagnosis of what has failed, which a mystery holds back; it costs points.
struct AskWhyCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "ask_why";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
};
constexpr auto fields_of(std::type_identity<AskWhyCommand>) {
  return std::tuple();
}
Result<AskWhyCommand::Reply> carry_out(SessionState& state, const AskWhyCommand& command);

}  // namespace tlscam
