#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <utility>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"

namespace tlscam {

/// The two ends that a TCP segment or UDP datagram goes between; the same for both directions.
struct Flow {
  using Port = std::pair<Ipv4Address, std::uint16_t>;
  std::uint8_t protocol = 0;  ///< of IPv4
  Port low;
  Port high;
  auto operator<=>(const Flow&) const = default;
};

/// No value for every other frame, and for fragments of IP packets.
std::optional<Flow> flow_of(ByteView frame);

}  // namespace tlscam
