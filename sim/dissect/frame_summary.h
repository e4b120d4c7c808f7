#pragma once
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// One frame in a few words, for people. Looks at this frame alone: a TLS message that began in an earlier
/// one is "continued".
struct FrameSummary {
  /// "ARP", "DHCP", "DNS", "mDNS", "NTP", "ICMP", "TCP", "TLS", "DTLS", "QUIC", "UDP", "IPv4", "IPv6",
  /// "Ethernet"
  std::string protocol;
  std::string summary;  ///< "ClientHello", "who has 192.168.1.50?", "DNS openmv.local?", "SYN"
  std::string source;  ///< "192.168.1.50:8443"; without a port where there is none; else the Ethernet address
  std::string destination;
};

/// Never fails: bytes that are broken are said to be so in the summary.
FrameSummary summarize(ByteView bytes);

}  // namespace tlscam
