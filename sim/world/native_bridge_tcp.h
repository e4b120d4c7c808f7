#pragma once
#include <array>
#include <memory>
#include <vector>

#include "sim/stack/host_stack.h"
#include "sim/world/native_bridge_asio.h"
#include "sim/world/native_bridge_part.h"

namespace tlscam {

/// A real TCP connection and a simulated one, joined.
class TcpPipe : public BridgePart, public std::enable_shared_from_this<TcpPipe> {
 public:
  TcpPipe(asio::ip::tcp::socket real, OnBridgeProblem on_problem)
      : real_(std::move(real)), on_problem_(std::move(on_problem)) {}

  /// The real side is connected; connects the simulated one.
  void connect_simulated(HostStack& stack, Ipv4Address own, Ipv4Address camera, std::uint16_t port);

  /// The simulated side is connected; connects the real one.
  void connect_real(std::shared_ptr<TcpConnection> simulated, const LoopbackEndpoint& server);

  void close() override;
  bool is_closed() const { return closed_; }

 private:
  TcpConnection::Handlers handlers();
  void read_real();
  void push_to_simulated();
  void push_to_real();
  void simulated_closed(TcpConnection::Ending ending);
  void end_when_done();

  asio::ip::tcp::socket real_;
  std::shared_ptr<TcpConnection> simulated_;
  OnBridgeProblem on_problem_;
  std::string simulated_name_;
  bool closed_ = false;

  std::array<std::uint8_t, 16 << 10> from_real_{};
  ByteView to_simulated_;  ///< the part of from_real_ that is still to be sent
  bool real_ended_ = false;

  Bytes to_real_;  ///< received and not yet being written
  Bytes writing_;  ///< being written
  bool real_connected_ = false;
  bool simulated_ended_ = false;
  bool simulated_gone_ = false;
};

/// The pipes that a listening port has made.
class TcpPipes {
 public:
  void add(std::shared_ptr<TcpPipe> pipe);
  void close();
  bool has_open() const;

 private:
  std::vector<std::shared_ptr<TcpPipe>> pipes_;
};

/// A real listening port; each connection to it becomes one to a camera.
class TcpExpose : public BridgePart, public std::enable_shared_from_this<TcpExpose> {
 public:
  TcpExpose(asio::io_context& io, HostStack& stack, Ipv4Address own, CameraAddress camera, std::uint16_t port,
            OnBridgeProblem on_problem)
      : acceptor_(io),
        stack_(stack),
        own_(own),
        camera_(std::move(camera)),
        port_(port),
        on_problem_(std::move(on_problem)) {}

  /// Gives the port, chosen if 0 was asked for.
  Result<std::uint16_t> listen(const LoopbackEndpoint& real);
  void close() override;
  bool is_busy() const override { return pipes_.has_open(); }

 private:
  void accept();

  asio::ip::tcp::acceptor acceptor_;
  HostStack& stack_;
  const Ipv4Address own_;
  CameraAddress camera_;
  std::uint16_t port_;
  OnBridgeProblem on_problem_;
  TcpPipes pipes_;
};

/// A simulated listening port; each connection to it becomes one to a real server.
class TcpReach : public BridgePart, public std::enable_shared_from_this<TcpReach> {
 public:
  TcpReach(asio::io_context& io, HostStack& stack, Ipv4Address local, const LoopbackEndpoint& server,
           OnBridgeProblem on_problem)
      : io_(io), stack_(stack), local_(local), server_(server), on_problem_(std::move(on_problem)) {}

  Result<void> listen();
  void close() override;
  bool is_busy() const override { return pipes_.has_open(); }

 private:
  asio::io_context& io_;
  HostStack& stack_;
  Ipv4Address local_;
  LoopbackEndpoint server_;
  OnBridgeProblem on_problem_;
  TcpPipes pipes_;
};

}  // namespace tlscam
