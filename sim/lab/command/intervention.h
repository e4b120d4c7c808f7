#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/intervention.h"

namespace tlscam {

class SessionState;

/// Asks how to lose or change a message that was sent already.
struct PlanInterventionCommand {
  using Reply = Intervention;
  static constexpr std::string_view kName = "plan_intervention";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
  std::uint32_t conversation = 0;
  std::uint32_t entry = 0;  ///< its id
  FaultAction action = FaultAction::drop;
  std::int32_t byte = -1;  ///< flip: of the message, see FrameFault
};
template <std::same_as<PlanInterventionCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("conversation", &T::conversation), field("entry", &T::entry),
                    field("action", &T::action), field("byte", &T::byte));
}
Result<PlanInterventionCommand::Reply> carry_out(SessionState& state, const PlanInterventionCommand& command);

/// Asks when the message arrived that "step back" goes to: the last one before the point at which the world
/// stands. None: no message has arrived yet.
struct PreviousMessageCommand {
  using Reply = std::optional<Instant>;
  static constexpr std::string_view kName = "previous_message";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<PreviousMessageCommand>) {
  return std::tuple();
}
Result<PreviousMessageCommand::Reply> carry_out(SessionState& state, const PreviousMessageCommand& command);

}  // namespace tlscam
