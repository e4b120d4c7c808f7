#include "sim/capture/checksum_offload.h"

#include <optional>

#include "sim/wire/ethernet.h"
#include "sim/wire/ip_packet.h"

namespace tlscam {
namespace {

/// Where the checksum stands in the header (RFC 9293, 3.1 and RFC 768).
std::optional<std::size_t> checksum_place(std::uint8_t protocol) {
  if (protocol == kProtocolTcp) return 16;
  if (protocol == kProtocolUdp) return 6;
  return std::nullopt;
}

}  // namespace

void fill_offloaded_checksum(Bytes& frame) {
  const auto ethernet = parse_ethernet(frame);
  if (!ethernet) return;
  const auto packet = parse_ip_packet(ethernet->type, ethernet->payload);
  if (!packet || packet->is_fragment) return;
  const auto place = checksum_place(packet->protocol);
  const ByteView payload = packet->payload;
  if (!place || payload.size() < *place + 2) return;

  const auto sum = [&](ByteView bytes) { return transport_checksum(packet->ends, packet->protocol, bytes); };
  if (sum(payload) == 0) return;  // as nearly always
  const auto found = static_cast<std::uint16_t>(payload[*place] << 8 | payload[*place + 1]);
  const auto of_pseudo_header = static_cast<std::uint16_t>(~sum(Bytes(payload.size())));
  const bool means_none = packet->protocol == kProtocolUdp && found == 0;
  if (means_none || (found != 0 && found != of_pseudo_header)) return;

  const std::size_t at = static_cast<std::size_t>(payload.data() - frame.data()) + *place;
  frame[at] = frame[at + 1] = 0;
  const std::uint16_t right = sum(payload);
  frame[at] = static_cast<std::uint8_t>(right >> 8);
  frame[at + 1] = static_cast<std::uint8_t>(right);
}

}  // namespace tlscam
