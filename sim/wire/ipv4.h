#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

inline constexpr std::uint8_t kProtocolIcmp = 1;
inline constexpr std::uint8_t kProtocolTcp = 6;
inline constexpr std::uint8_t kProtocolUdp = 17;

/// An IPv4 packet (RFC 791 section 3.1).
struct Ipv4Packet {
  Ipv4Address source;
  Ipv4Address destination;
  std::uint8_t protocol = 0;
  std::uint8_t time_to_live = 64;
  std::uint16_t identification = 0;
  bool dont_fragment = false;
  bool more_fragments = false;
  std::uint16_t fragment_offset = 0;  ///< bytes, a multiple of 8
  ByteView payload{};                 ///< borrowed; without the padding of the frame

  bool is_fragment() const { return more_fragments || fragment_offset != 0; }
};

/// `parse_ipv4_packet` fails for a header that is short, of another version or with a wrong checksum, and for
/// a length beyond the bytes given. It skips options. Bytes after the packet are the padding of the frame.
Result<Ipv4Packet> parse_ipv4_packet(ByteView bytes);
/// `emit_ipv4_packet` writes no options, and adds the checksum.
Bytes emit_ipv4_packet(const Ipv4Packet& packet);

}  // namespace tlscam
