#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// A kind of camera.
struct CameraModelShown {
  std::string id;
  std::string name;  ///< "OpenMV Cam RT1062"
  std::string core;  ///< "Cortex-M7"
  std::uint32_t clock_mhz = 0;
  std::uint64_t heap = 0;   ///< bytes
  Instant power_up_clock;   ///< what its clock says after power-up
  std::uint64_t drive = 0;  ///< bytes
};
template <std::same_as<CameraModelShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("name", &T::name), field("core", &T::core),
                    field("clock_mhz", &T::clock_mhz), field("heap", &T::heap),
                    field("power_up_clock", &T::power_up_clock), field("drive", &T::drive));
}

/// Lists the models that a camera can be of, the usual one first.
struct CameraModelsCommand {
  using Reply = std::vector<CameraModelShown>;
  static constexpr std::string_view kName = "camera_models";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<CameraModelsCommand>) {
  return std::tuple();
}
Result<CameraModelsCommand::Reply> carry_out(SessionState& state, const CameraModelsCommand& command);

/// Adds a camera, switched off and with an empty drive. DHCP gives it an address when it asks.
struct AddCameraCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "add_camera";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string name;
  std::string model;                    ///< the id of one
  std::optional<std::uint32_t> number;  ///< what makes its addresses; none, or taken: the lowest that is free
  /// What runs its firmware, as a scene names it; none: "usual".
  std::optional<std::string> machine = std::nullopt;
};
template <std::same_as<AddCameraCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("model", &T::model), field("number", &T::number),
                    field("machine", &T::machine));
}
Result<AddCameraCommand::Reply> carry_out(SessionState& state, const AddCameraCommand& command);

/// Removes a camera with everything on it. Refused for the cameras of a lesson, for the last camera, and
/// while a command runs in the terminal, which may be using it.
struct RemoveCameraCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_camera";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string camera;
};
template <std::same_as<RemoveCameraCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera));
}
Result<RemoveCameraCommand::Reply> carry_out(SessionState& state, const RemoveCameraCommand& command);

}  // namespace tlscam
