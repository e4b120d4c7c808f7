#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"

namespace tlscam {

/// The Internet checksum (RFC 1071) of the bytes: 0 when they contain a correct checksum of themselves.
std::uint16_t internet_checksum(ByteView bytes);

/// The same over a UDP or TCP segment and the pseudo header in front of it (RFC 768; RFC 9293 section 3.1).
std::uint16_t transport_checksum(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol,
                                 ByteView segment);

}  // namespace tlscam
