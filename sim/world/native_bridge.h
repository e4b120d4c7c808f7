#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/scene/loopback.h"
#include "sim/scene/scene.h"
#include "sim/stack/host_stack.h"
#include "sim/world/native_bridge_asio.h"
#include "sim/world/native_bridge_part.h"

namespace tlscam {

/// Joins ports of the real computer's loopback and of the simulated network, in real time: bytes pass both
/// ways at the pace of the slower side, the end of one direction is passed on as such, a reset as a reset.
///
/// Everything happens in `io`'s handlers and in events of the stack's queue, on one thread. `io`, the stack
/// and its queue outlive the bridge.
class Bridge {
 public:
  /// `own` is the address of the stack that real programs' connections come from.
  Bridge(asio::io_context& io, HostStack& stack, Ipv4Address own, OnBridgeProblem on_problem = {});
  ~Bridge();
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;

  /// Real programs reach a camera: listens on a loopback port; port 0: any free one. Gives the port.
  Result<std::uint16_t> expose(const LoopbackEndpoint& real, CameraAddress camera, std::uint16_t port,
                               SceneProtocol protocol);

  /// Cameras reach a real server: the same port number, TCP and UDP, of `local`, which becomes an address of
  /// the stack, leads to `real`. `name` names the link to the switch.
  Result<void> reach(const std::string& name, Ipv4Address local, const LoopbackEndpoint& real);

  /// Ends what expose() began, or reach(), with every connection through it.
  void hide(const LoopbackEndpoint& real, SceneProtocol protocol);
  void leave(Ipv4Address local);

  /// Whether a TCP connection is still open.
  bool is_busy() const;

 private:
  // One that is exposed has no `local`.
  struct Part {
    std::shared_ptr<BridgePart> part;
    LoopbackEndpoint real;
    SceneProtocol protocol = SceneProtocol::tcp;
    std::optional<Ipv4Address> local = {};
  };
  void close_if(const std::function<bool(const Part&)>& is_it);

  asio::io_context& io_;
  HostStack& stack_;
  const Ipv4Address own_;
  OnBridgeProblem on_problem_;
  std::vector<Part> parts_;
};

}  // namespace tlscam
