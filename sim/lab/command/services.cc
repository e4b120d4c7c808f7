#include "sim/lab/command/services.h"

#include "sim/lab/session/session_state.h"

namespace tlscam {
namespace {

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

void apply(SessionState& state, const ServicesSnapshot& services) {
  Gateway& gateway = state.world().gateway();
  gateway.dhcp().faults.silent = services.dhcp_silent;
  gateway.ntp().faults.unreachable = services.ntp == NtpShown::unreachable;
  gateway.ntp().faults.wrong_time =
      services.ntp == NtpShown::wrong_time ? services.ntp_offset : Duration::zero();
  gateway.dns().set_fault_for_all({});
  for (const DnsFaultSnapshot& old : state.services().dns) gateway.dns().set_fault(old.name, {});
  for (const DnsFaultSnapshot& fault : services.dns) {
    const auto address = parse_ipv4(fault.address);
    const DnsFault wanted{to_kind(fault.kind), address.value_or(Ipv4Address{})};
    if (fault.name == "*") {
      gateway.dns().set_fault_for_all(wanted);
    } else {
      gateway.dns().set_fault(fault.name, wanted);
    }
  }
  state.services() = services;
}

Result<Nothing> carry_out(SessionState& state, const SetServicesCommand& command) {
  for (const DnsFaultSnapshot& fault : command.services.dns) {
    if (fault.name.empty()) return fail("the name to be answered wrongly is missing; \"*\" means all names");
    if (fault.kind != DnsFaultShown::wrong_address) continue;
    if (!parse_ipv4(fault.address))
      return fail("the wrong address for {} is not an address: \"{}\"", fault.name, fault.address);
  }
  apply(state, command.services);
  return Nothing{};
}

}  // namespace tlscam
