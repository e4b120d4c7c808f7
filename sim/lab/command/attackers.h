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

namespace tlscam {

class SessionState;

/// AttackerKindShown is a kind of attacker that can be placed without settings.
struct AttackerKindShown {
  std::string kind;        ///< "mitm"
  std::string title;       ///< "Man in the middle"
  std::string does;        ///< what he does, in a sentence
  bool at_camera = false;  ///< he has a camera in his hands; otherwise he stands on a link
};
template <std::same_as<AttackerKindShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("title", &T::title), field("does", &T::does),
                    field("at_camera", &T::at_camera));
}

/// Lists the attackers that can be placed.
struct AttackerKindsCommand {
  using Reply = std::vector<AttackerKindShown>;
  static constexpr std::string_view kName = "attacker_kinds";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<AttackerKindsCommand>) {
  return std::tuple();
}
Result<AttackerKindsCommand::Reply> carry_out(SessionState& state, const AttackerKindsCommand& command);

/// Starts an attacker, or stops him.
struct SetAttackerCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_attacker";
  static constexpr CommandTraits kTraits{};
  std::string attacker;
  bool active = false;
};
template <std::same_as<SetAttackerCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("attacker", &T::attacker), field("active", &T::active));
}
Result<SetAttackerCommand::Reply> carry_out(SessionState& state, const SetAttackerCommand& command);

/// Places an attacker, who begins at once. The reply is his name.
struct PlaceAttackerCommand {
  using Reply = std::string;
  static constexpr std::string_view kName = "place_attacker";
  static constexpr CommandTraits kTraits{};
  std::string kind;
  std::string link;  ///< where he stands, one of these three; the others are empty
  std::string host;
  std::string camera;
};
template <std::same_as<PlaceAttackerCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("link", &T::link), field("host", &T::host),
                    field("camera", &T::camera));
}
Result<PlaceAttackerCommand::Reply> carry_out(SessionState& state, const PlaceAttackerCommand& command);

/// Takes an attacker away, with what he has learned.
struct RemoveAttackerCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_attacker";
  static constexpr CommandTraits kTraits{};
  std::string attacker;
};
template <std::same_as<RemoveAttackerCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("attacker", &T::attacker));
}
Result<RemoveAttackerCommand::Reply> carry_out(SessionState& state, const RemoveAttackerCommand& command);

}  // namespace tlscam
