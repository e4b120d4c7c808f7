#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

inline constexpr std::uint16_t kNtpPort = 123;

/// Seconds from the first day of NTP's era 0 (1900) to 1970 (RFC 5905 figure 4).
inline constexpr std::int64_t kNtpToUnixSeconds = 2'208'988'800;

enum class NtpMode : std::uint8_t { client = 3, server = 4 };

/// `NtpPacket` is the header of a packet (RFC 5905 section 7.3). Timestamps are 32 bits of seconds in the era
/// and 32 bits of fraction (section 6).
struct NtpPacket {
  std::uint8_t leap = 0;
  std::uint8_t version = 4;
  std::uint8_t mode = 0;  ///< an NtpMode, or a mode that we do not use
  std::uint8_t stratum = 0;
  std::int8_t poll = 0;       ///< log2 of seconds
  std::int8_t precision = 0;  ///< log2 of seconds
  std::uint32_t root_delay = 0;
  std::uint32_t root_dispersion = 0;
  std::uint32_t reference_id = 0;
  std::uint64_t reference = 0;
  std::uint64_t originate = 0;
  std::uint64_t receive = 0;
  std::uint64_t transmit = 0;
};

/// `parse_ntp` fails for fewer than 48 bytes. It ignores extensions and authentication.
Result<NtpPacket> parse_ntp(ByteView bytes);
Bytes emit_ntp(const NtpPacket& packet);

}  // namespace tlscam
