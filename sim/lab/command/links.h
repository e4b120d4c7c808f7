#pragma once
#include <concepts>
#include <cstdint>
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

/// LinkSetting is how a link shall treat frames from now on; its speed stays.
struct LinkSetting {
  bool up = true;
  Duration delay{0};
  double loss = 0;  ///< probabilities, 0 to 1
  double duplication = 0;
  double reordering = 0;
};
template <std::same_as<LinkSetting> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("up", &T::up), field("delay", &T::delay), field("loss", &T::loss),
                    field("duplication", &T::duplication), field("reordering", &T::reordering));
}

/// Sets how a link treats frames.
struct SetLinkCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_link";
  static constexpr CommandTraits kTraits{};
  std::string link;
  LinkSetting conditions;
};
template <std::same_as<SetLinkCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("conditions", &T::conditions));
}
Result<SetLinkCommand::Reply> carry_out(SessionState& state, const SetLinkCommand& command);

/// Loses the next frame that carries data on a link.
struct DropNextCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "drop_next";
  static constexpr CommandTraits kTraits{};
  std::string link;
  bool datagram = false;  ///< only UDP (DTLS) counts; otherwise TCP too
};
template <std::same_as<DropNextCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("datagram", &T::datagram));
}
Result<DropNextCommand::Reply> carry_out(SessionState& state, const DropNextCommand& command);

/// Does something to one chosen frame or message of a link, when it comes.
struct PlaceFaultCommand {
  using Reply = std::uint32_t;  ///< its number on the link
  static constexpr std::string_view kName = "place_fault";
  static constexpr CommandTraits kTraits{};
  std::string link;
  FrameFault fault;
};
template <std::same_as<PlaceFaultCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("fault", &T::fault));
}
Result<PlaceFaultCommand::Reply> carry_out(SessionState& state, const PlaceFaultCommand& command);

/// Cancels a pending fault.
struct RemoveFaultCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_fault";
  static constexpr CommandTraits kTraits{};
  std::string link;
  std::uint32_t id = 0;
};
template <std::same_as<RemoveFaultCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("id", &T::id));
}
Result<RemoveFaultCommand::Reply> carry_out(SessionState& state, const RemoveFaultCommand& command);

}  // namespace tlscam
