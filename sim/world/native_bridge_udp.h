#pragma once
#include <array>
#include <map>
#include <memory>

#include "sim/stack/host_stack.h"
#include "sim/world/native_bridge_asio.h"
#include "sim/world/native_bridge_part.h"

namespace tlscam {

/// A flow that was silent for so long is forgotten; the next datagram begins a new one (RFC 4787,
/// section 4.3).
inline constexpr Duration kUdpFlowIdle = std::chrono::minutes(2);

/// A real UDP port that stands for a camera's. Each real program that sends to it gets a port of the stack of
/// its own, so that the camera can tell them apart and its answers find their way back.
class UdpExpose : public BridgePart, public std::enable_shared_from_this<UdpExpose> {
 public:
  UdpExpose(asio::io_context& io, HostStack& stack, Ipv4Address own, CameraAddress camera, std::uint16_t port,
            OnBridgeProblem on_problem)
      : real_(io),
        stack_(stack),
        own_(own),
        camera_(std::move(camera)),
        port_(port),
        on_problem_(std::move(on_problem)) {}

  Result<std::uint16_t> open(const LoopbackEndpoint& real);
  void close() override;

 private:
  using Peer = asio::ip::udp::endpoint;
  struct Flow {
    std::shared_ptr<UdpSocket> simulated;
    Instant last_used;
  };

  void receive();
  void pass_on(const Peer& from, ByteView payload);

  asio::ip::udp::socket real_;
  HostStack& stack_;
  const Ipv4Address own_;
  CameraAddress camera_;
  std::uint16_t port_;
  OnBridgeProblem on_problem_;
  std::map<Peer, Flow> flows_;
  Peer peer_;
  std::array<std::uint8_t, 65536> buffer_{};
};

/// A simulated UDP port that stands for a real server's. Each camera port that sends to it gets a real socket
/// of its own.
class UdpReach : public BridgePart, public std::enable_shared_from_this<UdpReach> {
 public:
  UdpReach(asio::io_context& io, HostStack& stack, Ipv4Address local, const LoopbackEndpoint& server,
           OnBridgeProblem on_problem)
      : io_(io), stack_(stack), local_(local), server_(server), on_problem_(std::move(on_problem)) {}

  Result<void> open();
  void close() override;

 private:
  using Peer = std::pair<Ipv4Address, std::uint16_t>;
  struct Flow {
    explicit Flow(asio::io_context& io) : real(io) {}
    asio::ip::udp::socket real;
    Instant last_used;
    std::array<std::uint8_t, 65536> buffer{};
  };

  void pass_on(const Peer& from, ByteView payload);
  void receive(const Peer& peer, const std::shared_ptr<Flow>& flow);

  asio::io_context& io_;
  HostStack& stack_;
  Ipv4Address local_;
  LoopbackEndpoint server_;
  OnBridgeProblem on_problem_;
  std::shared_ptr<UdpSocket> simulated_;
  std::map<Peer, std::shared_ptr<Flow>> flows_;
};

}  // namespace tlscam
