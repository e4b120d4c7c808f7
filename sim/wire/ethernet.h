#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

inline constexpr std::uint16_t kEtherTypeIpv4 = 0x0800;
inline constexpr std::uint16_t kEtherTypeArp = 0x0806;

/// `EthernetFrame` has no preamble and no frame check sequence (IEEE 802.3 section 3.1; RFC 894).
struct EthernetFrame {
  MacAddress destination;
  MacAddress source;
  std::uint16_t type = 0;
  ByteView payload{};  ///< with the padding, if there is any; borrowed
};

/// `parse_ethernet` fails when the header is incomplete.
Result<EthernetFrame> parse_ethernet(ByteView bytes);
/// `emit_ethernet` does not pad to 60 bytes: hardware does, and captures at the sender do not show it.
Bytes emit_ethernet(const EthernetFrame& frame);

}  // namespace tlscam
