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

/// Switches a camera on or off.
struct PowerCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "power";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string camera;
  bool on = false;
};
template <std::same_as<PowerCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("on", &T::on));
}
Result<PowerCommand::Reply> carry_out(SessionState& state, const PowerCommand& command);

/// Presses the reset button of a camera.
struct ResetCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "reset";
  static constexpr CommandTraits kTraits{};
  std::string camera;
};
template <std::same_as<ResetCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera));
}
Result<ResetCommand::Reply> carry_out(SessionState& state, const ResetCommand& command);

}  // namespace tlscam
