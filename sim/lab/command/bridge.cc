#include "sim/lab/command/bridge.h"

#include "sim/lab/session/session_state.h"
#include "sim/scene/loopback.h"

namespace tlscam {
namespace {

constexpr std::uint32_t kLastPort = 65535;

SceneProtocol protocol_of(bool datagram) {
  return datagram ? SceneProtocol::udp : SceneProtocol::tcp;
}

LoopbackEndpoint loopback(std::uint32_t port) {
  LoopbackEndpoint real;
  real.port = static_cast<std::uint16_t>(port);
  return real;
}

void forbid_going_back(SessionState& state) {
  state.opened().log().obstacle = kBridgedWorld;
}

}  // namespace

Result<BridgesShown> carry_out(SessionState& state, const BridgesCommand&) {
  const Outside& outside = state.opened().outside();
  BridgesShown shown;
  for (const SceneBridge& bridge : outside.bridges())
    shown.bridges.push_back(
        {to_text(bridge.real), bridge.camera, bridge.port, bridge.protocol == SceneProtocol::udp});
  for (const SceneReach& reach : outside.reaches())
    shown.reaches.push_back({reach.name, to_text(reach.real)});
  shown.problem = outside.last_problem();
  return shown;
}

Result<std::string> carry_out(SessionState& state, const AddBridgeCommand& command) {
  if (command.port == 0 || command.port > kLastPort || command.real_port > kLastPort)
    return fail("a port is a number from 1 to {}", kLastPort);
  const SceneBridge wanted{loopback(command.real_port), command.camera,
                           static_cast<std::uint16_t>(command.port), protocol_of(command.datagram)};
  const auto exposed = state.opened().outside().expose(wanted);
  if (!exposed) return tl::unexpected(exposed.error());
  forbid_going_back(state);
  return to_text(exposed->real);
}

Result<Nothing> carry_out(SessionState& state, const RemoveBridgeCommand& command) {
  const auto real = parse_loopback(command.real);
  if (!real) return tl::unexpected(real.error());
  if (auto hidden = state.opened().outside().hide(*real, protocol_of(command.datagram)); !hidden)
    return tl::unexpected(hidden.error());
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const AddReachCommand& command) {
  if (command.real_port == 0 || command.real_port > kLastPort)
    return fail("a port is a number from 1 to {}", kLastPort);
  if (auto reached = state.opened().outside().reach({command.name, loopback(command.real_port)}); !reached)
    return tl::unexpected(reached.error());
  forbid_going_back(state);
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const RemoveReachCommand& command) {
  if (auto left = state.opened().outside().leave(command.name); !left) return tl::unexpected(left.error());
  return Nothing{};
}

}  // namespace tlscam
