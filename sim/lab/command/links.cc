#include "sim/lab/command/links.h"

#include <algorithm>

#include "sim/lab/session/session_state.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kEtherTypeIpv4 = 0x0800;
constexpr std::ptrdiff_t kMostFaultsPending = 20;

// Whether a frame carries data between two nodes: a UDP datagram, or TCP.
bool carries_data(ByteView bytes, bool datagram_only) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || frame->type != kEtherTypeIpv4) return false;
  const auto packet = parse_ipv4_packet(frame->payload);
  return packet && (packet->protocol == kProtocolUdp || (!datagram_only && packet->protocol == kProtocolTcp));
}

}  // namespace

Result<Nothing> carry_out(SessionState& state, const SetLinkCommand& command) {
  const auto found = state.link(command.link);
  if (!found) return tl::unexpected(found.error());
  const LinkSetting& wanted = command.conditions;
  LinkConditions conditions = (*found)->conditions();
  conditions.up = wanted.up;
  conditions.delay = wanted.delay;
  conditions.loss = wanted.loss;
  conditions.duplication = wanted.duplication;
  conditions.reordering = wanted.reordering;
  if (auto checked = check_conditions(conditions); !checked) return tl::unexpected(checked.error());
  (*found)->set_conditions(conditions);
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const DropNextCommand& command) {
  const auto found = state.link(command.link);
  if (!found) return tl::unexpected(found.error());
  (*found)->drop_next([only = command.datagram](ByteView frame) { return carries_data(frame, only); });
  return Nothing{};
}

Result<std::uint32_t> carry_out(SessionState& state, const PlaceFaultCommand& command) {
  const auto found = state.link(command.link);
  if (!found) return tl::unexpected(found.error());
  if (auto checked = check_fault(command.fault); !checked) return tl::unexpected(checked.error());
  const auto pending =
      std::ranges::count((*found)->faults(), PlacedFault::State::pending, &PlacedFault::state);
  if (pending >= kMostFaultsPending)
    return fail("{} faults are pending on the link {} already; cancel one first", pending, command.link);
  return (*found)->place_fault(command.fault);
}

Result<Nothing> carry_out(SessionState& state, const RemoveFaultCommand& command) {
  const auto found = state.link(command.link);
  if (!found) return tl::unexpected(found.error());
  if (!(*found)->remove_fault(command.id))
    return fail("no fault {} is pending on the link {}", command.id, command.link);
  return Nothing{};
}

}  // namespace tlscam
