#pragma once
#include <concepts>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// How far a world has gone back.
struct WentBack {
  Instant from;  ///< everything printed after this instant is printed again, or has not been printed
  /// The instant that was wanted lies inside a program's run, and the world stands before that run.
  bool before_program = false;
};
template <std::same_as<WentBack> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("from", &T::from), field("before_program", &T::before_program));
}

/// Goes back to right before the message that arrives at `to` (virtual time), or next after it, and pauses
/// there: everything later has not happened.
struct GoBackCommand {
  using Reply = WentBack;
  static constexpr std::string_view kName = "go_back";
  static constexpr CommandTraits kTraits{.effect = Effect::steers, .touches_files = true};
  Instant to;
};
constexpr auto fields_of(std::type_identity<GoBackCommand>) {
  return std::tuple(field("to", &GoBackCommand::to));
}
Result<GoBackCommand::Reply> carry_out(SessionState& state, const GoBackCommand& command);

}  // namespace tlscam
