#include <algorithm>

#include "sim/lab/session/bench_state.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kEtherTypeIpv4 = 0x0800;
constexpr std::ptrdiff_t kMostFaultsWaiting = 20;

// Whether a frame carries data between two nodes: a UDP datagram, or TCP.
bool carries_data(ByteView bytes, bool datagram_only) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || frame->type != kEtherTypeIpv4) return false;
  const auto packet = parse_ipv4_packet(frame->payload);
  return packet && (packet->protocol == kProtocolUdp || (!datagram_only && packet->protocol == kProtocolTcp));
}

bool is_probability(double value) {
  return value >= 0 && value <= 1;
}

DnsFault::Kind to_kind(DnsFaultShown shown) {
  switch (shown) {
    case DnsFaultShown::wrong_address:
      return DnsFault::Kind::wrong_address;
    case DnsFaultShown::no_answer:
      return DnsFault::Kind::no_answer;
    case DnsFaultShown::servfail:
      return DnsFault::Kind::servfail;
  }
  return DnsFault::Kind::none;
}

}  // namespace

Result<Link*> Bench::State::link(const std::string& name) {
  Link* found = world().network().find(name);
  if (!found) return fail("there is no link named {}", name);
  return found;
}

Result<Nothing> Bench::State::perform(const SetLinkCommand& command) {
  const auto found = link(command.link);
  if (!found) return tl::unexpected(found.error());
  const LinkShown& wanted = command.conditions;
  if (!is_probability(wanted.loss) || !is_probability(wanted.duplication) ||
      !is_probability(wanted.reordering))
    return fail("loss, duplication and reordering are probabilities from 0 to 1");
  if (wanted.delay < Duration::zero() || wanted.delay > std::chrono::seconds(10))
    return fail("the delay of a link is 0 to 10 seconds");
  LinkConditions conditions = (*found)->conditions();
  conditions.up = wanted.up;
  conditions.delay = wanted.delay;
  conditions.loss = wanted.loss;
  conditions.duplication = wanted.duplication;
  conditions.reordering = wanted.reordering;
  (*found)->set_conditions(conditions);
  news_ = true;
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const DropNextCommand& command) {
  const auto found = link(command.link);
  if (!found) return tl::unexpected(found.error());
  (*found)->drop_next([only = command.datagram](ByteView frame) { return carries_data(frame, only); });
  news_ = true;
  return Nothing{};
}

Result<std::uint32_t> Bench::State::perform(const PlaceFaultCommand& command) {
  const auto found = link(command.link);
  if (!found) return tl::unexpected(found.error());
  if (auto checked = check_fault(command.fault); !checked) return tl::unexpected(checked.error());
  const auto waiting =
      std::ranges::count((*found)->faults(), PlacedFault::State::pending, &PlacedFault::state);
  if (waiting >= kMostFaultsWaiting)
    return fail("{} faults wait on the link {} already; take one back first", waiting, command.link);
  news_ = true;
  return (*found)->place_fault(command.fault);
}

Result<Nothing> Bench::State::perform(const RemoveFaultCommand& command) {
  const auto found = link(command.link);
  if (!found) return tl::unexpected(found.error());
  if (!(*found)->remove_fault(command.id))
    return fail("no fault {} waits on the link {}", command.id, command.link);
  news_ = true;
  return Nothing{};
}

void Bench::State::apply(const ServicesSnapshot& services) {
  Gateway& gateway = world().gateway();
  gateway.dhcp().faults.silent = services.dhcp_silent;
  gateway.ntp().faults.unreachable = services.ntp == NtpShown::unreachable;
  gateway.ntp().faults.wrong_time =
      services.ntp == NtpShown::wrong_time ? services.ntp_offset : Duration::zero();
  gateway.dns().set_fault_for_all({});
  for (const DnsFaultSnapshot& old : services_.dns) gateway.dns().set_fault(old.name, {});
  for (const DnsFaultSnapshot& fault : services.dns) {
    const auto address = parse_ipv4(fault.address);
    const DnsFault wanted{to_kind(fault.kind), address.value_or(Ipv4Address{})};
    if (fault.name == "*") {
      gateway.dns().set_fault_for_all(wanted);
    } else {
      gateway.dns().set_fault(fault.name, wanted);
    }
  }
  services_ = services;
  news_ = true;
}

Result<Nothing> Bench::State::perform(const SetServicesCommand& command) {
  for (const DnsFaultSnapshot& fault : command.services.dns) {
    if (fault.name.empty()) return fail("which name shall be answered wrongly? \"*\" means all");
    if (fault.kind != DnsFaultShown::wrong_address) continue;
    if (!parse_ipv4(fault.address))
      return fail("the wrong address for {} is no address: \"{}\"", fault.name, fault.address);
  }
  apply(command.services);
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const SetClockCommand& command) {
  constexpr Instant kFirst{std::chrono::seconds{1'356'998'400}};  // 2013-01-01
  // Where the 32-bit clocks of openssl and of many other programs end.
  constexpr Instant kLast{std::chrono::seconds{2'147'483'647}};
  if (command.true_time < kFirst || command.true_time > kLast)
    return fail("the world's clock goes from 2013-01-01 to 2038-01-19, where 32-bit clocks end");
  const Duration moved = command.true_time - world().events().true_time();
  world().events().set_true_time(command.true_time);
  for (const auto& camera : world().cameras()) camera->shift_clock(moved);
  news_ = true;
  return Nothing{};
}

}  // namespace tlscam
