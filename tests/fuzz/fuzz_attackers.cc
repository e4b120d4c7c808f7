// This sends segments and datagrams between two nodes, well-formed as packets, with arbitrary flags, numbers
// and content, past an eavesdropper and through a man in the middle. One step of the input is: kind (1 byte:
// bit 0 the direction, bit 1 UDP, bits 4-7 ports), flags (1), sequence number from the start (2), length of
// the payload (1), payload. Whatever comes, what attackers send is well-formed.
#include <cstdint>
#include <cstdlib>

#include "sim/base/cursor.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/gateway.h"
#include "sim/service/running_services.h"
#include "sim/service/service_list.h"
#include "sim/wire/dns.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ip_packet.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

struct Step {
  bool back;
  bool udp;
  std::uint8_t ports;
  std::uint8_t flags;
  std::uint16_t sequence;
  ByteView payload;
};

Bytes frame_of(const Step& step) {
  const Ipv4Address addresses[] = {{{192, 168, 1, 51}}, {{192, 168, 1, 52}}};
  const MacAddress nodes[] = {{{2, 0, 0, 0, 0, 1}}, {{2, 0, 0, 0, 0, 2}}};
  const std::uint16_t services[] = {8443, kDnsPort, 443, 7};
  const Ipv4Address from = addresses[step.back], to = addresses[!step.back];
  const std::uint16_t ports[] = {static_cast<std::uint16_t>(40000 + step.ports / 4),
                                 services[step.ports % 4]};
  const std::uint16_t from_port = ports[step.back], to_port = ports[!step.back];
  const Bytes inner = step.udp ? emit_udp({from, from_port, to, to_port, step.payload})
                               : emit_tcp({.source = from,
                                           .source_port = from_port,
                                           .destination = to,
                                           .destination_port = to_port,
                                           .sequence = 0xffff'fff0u + step.sequence,
                                           .flags = step.flags,
                                           .window = 4000,
                                           .payload = step.payload});
  const Bytes packet = emit_ipv4_packet({.source = from,
                                         .destination = to,
                                         .protocol = step.udp ? kProtocolUdp : kProtocolTcp,
                                         .payload = inner});
  return emit_ethernet({nodes[!step.back], nodes[step.back], kEtherTypeIpv4, packet});
}

void check(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || (frame->type == kEtherTypeIpv4 && !parse_ipv4_packet(frame->payload))) std::abort();
}

void place(RunningServices& services, Gateway& gateway, Link& link, const std::string& key,
           const Settings& settings) {
  const auto started = services.start(key, *find_service(key), {gateway, link.name(), {}, 1}, settings, {});
  if (!started) std::abort();
  link.set_middlebox((*started)->service->middlebox(), key);
  (*started)->attacker()->set_active(true);
}

void feed(ByteView input) {
  EventQueue events(Instant(std::chrono::hours(24)));
  Switch network(events, 1);
  Gateway gateway(network);
  RunningServices services;
  Link& a = network.plug("a", {}, check);
  Link& b = network.plug("b", {}, check);
  Link& c = network.plug("c", {}, check);
  place(services, gateway, a, "eavesdropper", {});
  place(services, gateway, b, "mitm", {{"replace", std::map<std::string, std::string>{{"a", "b"}}}});
  place(services, gateway, c, "dns_spoofer",
        {{"names", std::map<std::string, Ipv4Address>{{"openmv", {{192, 168, 1, 9}}}}}});
  Cursor in(input);
  while (!in.at_end()) {
    const std::uint8_t kind = in.u8();
    Step step{};
    step.back = (kind & 1) != 0;
    step.udp = (kind & 2) != 0;
    step.ports = kind >> 4;
    step.flags = in.u8();
    step.sequence = in.u16be();
    step.payload = in.take(in.u8());
    if (!in.ok()) break;
    const Bytes frame = frame_of(step);
    (step.back ? b : a).send(frame);
    c.send(frame);
    events.run_until(events.now() + std::chrono::milliseconds(20));
  }
  for (const auto& service : services.all()) service->attacker()->set_active(false);
  events.run_until(events.now() + std::chrono::seconds(2));
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}
