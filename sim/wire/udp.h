#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/ipv4.h"

namespace tlscam {

inline constexpr std::size_t kUdpHeaderSize = 8;

/// A UDP datagram (RFC 768) with the addresses of the packet that carries it.
struct UdpDatagram {
  Ipv4Address source;
  std::uint16_t source_port = 0;
  Ipv4Address destination;
  std::uint16_t destination_port = 0;
  ByteView payload{};  ///< borrowed
};

/// `parse_udp` reads the payload of a packet. It fails for a short one and a wrong checksum; a checksum of 0
/// means that the sender computed none.
Result<UdpDatagram> parse_udp(const Ipv4Packet& packet);
/// `parse_udp_unchecked` does not look at the checksum.
Result<UdpDatagram> parse_udp_unchecked(const Ipv4Packet& packet);
/// `emit_udp` makes the payload of the packet that carries the datagram, with the checksum.
Bytes emit_udp(const UdpDatagram& datagram);

}  // namespace tlscam
