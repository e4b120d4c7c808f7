#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

inline constexpr std::uint8_t kIcmpEchoReply = 0;
inline constexpr std::uint8_t kIcmpUnreachable = 3;
inline constexpr std::uint8_t kIcmpEchoRequest = 8;

/// Codes of kIcmpUnreachable.
inline constexpr std::uint8_t kIcmpHostUnreachable = 1;
inline constexpr std::uint8_t kIcmpPortUnreachable = 3;

/// An ICMP message (RFC 792).
struct IcmpMessage {
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  std::uint32_t rest_of_header = 0;  ///< for echo: identifier and sequence number
  ByteView payload{};                ///< borrowed; for errors: the start of the packet that caused it
};

/// `parse_icmp` fails for a short message and a wrong checksum.
Result<IcmpMessage> parse_icmp(ByteView bytes);
Bytes emit_icmp(const IcmpMessage& message);

}  // namespace tlscam
