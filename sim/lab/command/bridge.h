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

// Bridges join the world with real programs of this computer, on its loopback (127.0.0.1) and nowhere else. A
// world that was bridged cannot go back: real programs do not do the same again.

namespace tlscam {

class SessionState;

/// A loopback port that leads to a camera.
struct BridgeShown {
  std::string real;        ///< "127.0.0.1:8443", where real programs connect to
  std::string camera;      ///< or a host beyond the router
  std::uint32_t port = 0;  ///< of the camera
  bool datagram = false;   ///< UDP (DTLS) instead of TCP
};
template <std::same_as<BridgeShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("real", &T::real), field("camera", &T::camera), field("port", &T::port),
                    field("datagram", &T::datagram));
}

/// A name of the world that leads to a real server, over TCP and UDP.
struct ReachShown {
  std::string name;
  std::string real;
};
template <std::same_as<ReachShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("real", &T::real));
}

struct BridgesShown {
  std::vector<BridgeShown> bridges;
  std::vector<ReachShown> reaches;
  std::string problem;  ///< what went wrong last with a connection; empty: nothing
};
template <std::same_as<BridgesShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("bridges", &T::bridges), field("reaches", &T::reaches),
                    field("problem", &T::problem));
}

/// Lists which loopback ports lead to which camera, and which real servers cameras reach.
struct BridgesCommand {
  using Reply = BridgesShown;
  static constexpr std::string_view kName = "bridges";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<BridgesCommand>) {
  return std::tuple();
}
Result<BridgesCommand::Reply> carry_out(SessionState& state, const BridgesCommand& command);

/// Lets real programs reach a port of a camera, or of a host beyond the router. The reply is where.
struct AddBridgeCommand {
  using Reply = std::string;
  static constexpr std::string_view kName = "add_bridge";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::uint32_t real_port = 0;  ///< of 127.0.0.1; 0: any free one
  std::string camera;
  std::uint32_t port = 0;
  bool datagram = false;
};
template <std::same_as<AddBridgeCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("real_port", &T::real_port), field("camera", &T::camera), field("port", &T::port),
                    field("datagram", &T::datagram));
}
Result<AddBridgeCommand::Reply> carry_out(SessionState& state, const AddBridgeCommand& command);

/// Takes a bridge away; connections through it end.
struct RemoveBridgeCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_bridge";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::string real;  ///< as BridgeShown has it
  bool datagram = false;
};
template <std::same_as<RemoveBridgeCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("real", &T::real), field("datagram", &T::datagram));
}
Result<RemoveBridgeCommand::Reply> carry_out(SessionState& state, const RemoveBridgeCommand& command);

/// Lets cameras reach a real server by a name, at the same port number. The name may be one that the world
/// has: it leads to the real server until the reach is removed.
struct AddReachCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "add_reach";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::string name;
  std::uint32_t real_port = 0;  ///< of 127.0.0.1
};
template <std::same_as<AddReachCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("real_port", &T::real_port));
}
Result<AddReachCommand::Reply> carry_out(SessionState& state, const AddReachCommand& command);

/// Takes such a name away; connections through it end.
struct RemoveReachCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_reach";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::string name;
};
template <std::same_as<RemoveReachCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name));
}
Result<RemoveReachCommand::Reply> carry_out(SessionState& state, const RemoveReachCommand& command);

}  // namespace tlscam
