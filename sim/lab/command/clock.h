#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// Sets true time; the clocks of cameras that are switched on move by as much.
struct SetClockCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_clock";
  static constexpr CommandTraits kTraits{};
  Instant true_time;
};
template <std::same_as<SetClockCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("true_time", &T::true_time));
}
Result<SetClockCommand::Reply> carry_out(SessionState& state, const SetClockCommand& command);

/// Pauses the world or lets it go on, slower or faster than real time.
struct SetPaceCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_pace";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  bool paused = false;
  double pace = 1;  ///< 0.1 to 10
};
template <std::same_as<SetPaceCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("paused", &T::paused), field("pace", &T::pace));
}
Result<SetPaceCommand::Reply> carry_out(SessionState& state, const SetPaceCommand& command);

}  // namespace tlscam
