#pragma once
#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/step_goal.h"

namespace tlscam {

class SessionState;

enum class StepUnit { message, frame };
constexpr auto enum_names(StepUnit) {
  return std::array<std::string_view, 2>{"message", "frame"};
}

/// Goes on and stops right before the next message or frame arrives.
struct StepCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "step";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  StepUnit unit = StepUnit::message;
};
template <std::same_as<StepCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("unit", &T::unit));
}
Result<StepCommand::Reply> carry_out(SessionState& state, const StepCommand& command);

/// Goes on as fast as possible and stops at the goal; see StepGoal. Gives up after an hour of virtual time.
struct RunToCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "run_to";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  StepGoal goal = StepGoal::message;
  std::string name;  ///< named_message: as in the ladder, "Certificate"; script_end: the camera
  Instant at;        ///< time: in virtual time
};
template <std::same_as<RunToCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("goal", &T::goal), field("name", &T::name), field("at", &T::at));
}
Result<RunToCommand::Reply> carry_out(SessionState& state, const RunToCommand& command);

}  // namespace tlscam
