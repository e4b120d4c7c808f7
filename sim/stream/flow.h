#pragma once
#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/wire/ip_address.h"

namespace tlscam {

/// `FlowEnd` is one end of a flow: a port of an address.
struct FlowEnd {
  IpAddress address;
  std::uint16_t port = 0;
  auto operator<=>(const FlowEnd&) const = default;
};

/// `Flow` names what goes between two ends by TCP or UDP. It is the same for both directions.
struct Flow {
  std::uint8_t protocol = 0;  ///< as in the header of IP
  FlowEnd low;
  FlowEnd high;
  auto operator<=>(const Flow&) const = default;

  static Flow between(std::uint8_t protocol, const FlowEnd& a, const FlowEnd& b) {
    return {protocol, std::min(a, b), std::max(a, b)};
  }
};

/// `flow_of` has no value for a frame that carries neither a TCP segment nor a UDP datagram, and for a
/// fragment of a packet.
std::optional<Flow> flow_of(ByteView frame);

}  // namespace tlscam
