#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"

namespace tlscam {

/// `internet_checksum` (RFC 1071) gives 0 for bytes that contain a correct checksum of themselves.
std::uint16_t internet_checksum(ByteView bytes);

/// `transport_checksum` covers a UDP or TCP segment and its pseudo header (RFC 768; RFC 9293 section 3.1).
std::uint16_t transport_checksum(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol,
                                 ByteView segment);

}  // namespace tlscam
