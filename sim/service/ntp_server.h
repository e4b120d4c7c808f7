#pragma once
#include <optional>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"

namespace tlscam {

/// NtpFaults say what is wrong with the time service. They may change while the world runs.
struct NtpFaults {
  bool unreachable = false;  ///< gives no answer
  Duration wrong_time{0};    ///< is added to true time
};

/// The time server of the world, a primary server (stratum 1) that knows true time to the microsecond
/// (RFC 5905).
class NtpServer {
 public:
  NtpFaults faults;

  /// The answer to a datagram that arrives at `now`; none for what is not a client's request.
  std::optional<Bytes> answer(ByteView request, Instant now) const;
};

/// An instant as an NTP timestamp of its era (RFC 5905 section 6); era 1 begins in 2036.
std::uint64_t to_ntp_timestamp(Instant instant);

}  // namespace tlscam
