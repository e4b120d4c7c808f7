#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

/// A port of the real computer, always on its loopback (127.0.0.0/8, RFC 1122 section 3.2.1.3): nothing of
/// the simulation is ever reachable from another machine.
struct LoopbackEndpoint {
  Ipv4Address address{{127, 0, 0, 1}};
  std::uint16_t port = 0;
  auto operator<=>(const LoopbackEndpoint&) const = default;
};

/// "127.0.0.1:8443"
std::string to_text(const LoopbackEndpoint& endpoint);

/// Reads "127.0.0.1:8443" or "localhost:8443". Fails for any address that is not loopback and for port 0.
Result<LoopbackEndpoint> parse_loopback(std::string_view text);

/// Reads a port number, 1 to 65535, decimal digits only.
Result<std::uint16_t> parse_port(std::string_view text);

}  // namespace tlscam
