#include "sim/service/attack/forged_answer.h"

#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"

namespace tlscam {

std::optional<UdpDatagram> datagram_in(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || frame->type != kEtherTypeIpv4) return std::nullopt;
  const auto packet = parse_ipv4_packet(frame->payload);
  if (!packet || packet->protocol != kProtocolUdp || packet->is_fragment()) return std::nullopt;
  const auto datagram = parse_udp(*packet);
  return datagram ? std::optional(*datagram) : std::nullopt;
}

Bytes forge_answer(ByteView bytes, ByteView payload) {
  const auto frame = parse_ethernet(bytes);
  const auto asked = datagram_in(bytes);
  if (!frame || !asked) return {};
  const Bytes segment = emit_udp({.source = asked->destination,
                                  .source_port = asked->destination_port,
                                  .destination = asked->source,
                                  .destination_port = asked->source_port,
                                  .payload = payload});
  const Bytes packet = emit_ipv4_packet({.source = asked->destination,
                                         .destination = asked->source,
                                         .protocol = kProtocolUdp,
                                         .payload = segment});
  return emit_ethernet({frame->source, frame->destination, kEtherTypeIpv4, packet});
}

}  // namespace tlscam
