#pragma once
#include <functional>
#include <optional>
#include <string>

#include "sim/scene/loopback.h"
#include "sim/world/native_bridge_asio.h"

namespace tlscam {

/// Told of what a person should know: "nothing listens on 192.168.1.50:443".
using OnBridgeProblem = std::function<void(const std::string& text)>;

/// Where a camera is now; none as long as it has no address.
using CameraAddress = std::function<std::optional<Ipv4Address>()>;

/// One of the things that a bridge is made of: a listening port, a connection, a UDP port.
class BridgePart {
 public:
  virtual ~BridgePart() = default;

  /// Ends it at once. Nobody is told, and nothing of it runs any more.
  virtual void close() = 0;

  /// Whether a connection through it is still open.
  virtual bool is_busy() const { return false; }
};

inline asio::ip::address_v4 to_asio(Ipv4Address address) {
  return asio::ip::address_v4(address.octets);
}

}  // namespace tlscam
