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
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

class SessionState;

/// Holds a pin of a camera at a level, as a finger holds a button down ("SW", low), or lets it go.
struct HoldPinCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "hold_pin";
  static constexpr CommandTraits kTraits{};
  std::string camera;
  std::string pin;  ///< "SW", "P0"
  PinLevel level = PinLevel::none;
};
template <std::same_as<HoldPinCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("pin", &T::pin), field("level", &T::level));
}
Result<HoldPinCommand::Reply> carry_out(SessionState& state, const HoldPinCommand& command);

}  // namespace tlscam
