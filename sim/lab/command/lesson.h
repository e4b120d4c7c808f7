#pragma once
#include <concepts>
#include <cstdint>
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

/// Gives all lessons, in their order.
struct CourseCommand {
  using Reply = std::vector<LessonText>;
  static constexpr std::string_view kName = "course";
  static constexpr CommandTraits kTraits{.needs_world = false, .effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<CourseCommand>) {
  return std::tuple();
}
Result<CourseCommand::Reply> carry_out(SessionState& state, const CourseCommand& command);

/// Shows one more hint of a step.
struct HintCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "hint";
  static constexpr CommandTraits kTraits{};
  std::uint32_t step = 0;
};
template <std::same_as<HintCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("step", &T::step));
}
Result<HintCommand::Reply> carry_out(SessionState& state, const HintCommand& command);

/// Keeps what the learner predicts. Numbers begin at 0.
struct PredictCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "predict";
  static constexpr CommandTraits kTraits{};
  std::uint32_t step = 0;
  std::uint32_t prediction = 0;  ///< of the step
  std::uint32_t outcome = 0;     ///< of the prediction
};
template <std::same_as<PredictCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("step", &T::step), field("prediction", &T::prediction),
                    field("outcome", &T::outcome));
}
Result<PredictCommand::Reply> carry_out(SessionState& state, const PredictCommand& command);

/// Goes back to the beginning of a step: to its world as it was then. Ticks in it and after it are taken
/// away. Like OpenCommand, it ends later; see `Session::opening`.
struct ResetStepCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "reset_step";
  static constexpr CommandTraits kTraits{.effect = Effect::opens};
  std::uint32_t step = 0;
};
template <std::same_as<ResetStepCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("step", &T::step));
}
Result<ResetStepCommand::Reply> carry_out(SessionState& state, const ResetStepCommand& command);

}  // namespace tlscam
