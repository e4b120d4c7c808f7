#include "sim/stream/flow.h"

#include "sim/wire/ethernet.h"
#include "sim/wire/ip_packet.h"

namespace tlscam {

std::optional<Flow> flow_of(ByteView frame) {
  const auto ethernet = parse_ethernet(frame);
  if (!ethernet) return std::nullopt;
  const auto packet = parse_ip_packet(ethernet->type, ethernet->payload);
  if (!packet || packet->is_fragment) return std::nullopt;
  const auto between = [&](const auto& parsed) -> std::optional<Flow> {
    if (!parsed) return std::nullopt;
    return Flow::between(packet->protocol, {packet->ends.source, parsed->source_port},
                         {packet->ends.destination, parsed->destination_port});
  };
  if (packet->protocol == kProtocolTcp) return between(parse_tcp(*packet));
  if (packet->protocol == kProtocolUdp) return between(parse_udp(*packet));
  return std::nullopt;
}

}  // namespace tlscam
