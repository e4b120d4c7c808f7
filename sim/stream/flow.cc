#include "sim/stream/flow.h"

#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {

std::optional<Flow> flow_of(ByteView frame) {
  const auto ethernet = parse_ethernet(frame);
  if (!ethernet || ethernet->type != kEtherTypeIpv4) return std::nullopt;
  const auto packet = parse_ipv4_packet(ethernet->payload);
  if (!packet || packet->is_fragment()) return std::nullopt;
  const auto between = [&](const auto& parsed) -> std::optional<Flow> {
    if (!parsed) return std::nullopt;
    return Flow::between(packet->protocol, {parsed->source, parsed->source_port},
                         {parsed->destination, parsed->destination_port});
  };
  if (packet->protocol == kProtocolTcp) return between(parse_tcp(*packet));
  if (packet->protocol == kProtocolUdp) return between(parse_udp(*packet));
  return std::nullopt;
}

}  // namespace tlscam
