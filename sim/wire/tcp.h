#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/ipv4.h"

namespace tlscam {

/// Flags of a TCP segment (RFC 9293 section 3.1).
inline constexpr std::uint8_t kTcpFin = 0x01;
inline constexpr std::uint8_t kTcpSyn = 0x02;
inline constexpr std::uint8_t kTcpRst = 0x04;
inline constexpr std::uint8_t kTcpPsh = 0x08;
inline constexpr std::uint8_t kTcpAck = 0x10;

/// `TcpSegment` (RFC 9293 section 3.1) includes the addresses of the packet that carries it.
struct TcpSegment {
  Ipv4Address source;
  std::uint16_t source_port = 0;
  Ipv4Address destination;
  std::uint16_t destination_port = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgment = 0;
  std::uint8_t flags = 0;
  std::uint16_t window = 0;
  ByteView payload{};  ///< borrowed

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

/// `parse_tcp` reads the payload of a packet. It fails for a short one or a bad checksum, and skips options.
Result<TcpSegment> parse_tcp(const Ipv4Packet& packet);
/// `parse_tcp_unchecked` does not look at the checksum.
Result<TcpSegment> parse_tcp_unchecked(const Ipv4Packet& packet);
/// `emit_tcp` makes the payload of the packet that carries the segment, without options, with the checksum.
Bytes emit_tcp(const TcpSegment& segment);

/// `make_reset` answers a segment that has no connection (RFC 9293 section 3.5.2, group 1). The segment must
/// not be a reset itself: those get no answer.
TcpSegment make_reset(const TcpSegment& segment);

}  // namespace tlscam
