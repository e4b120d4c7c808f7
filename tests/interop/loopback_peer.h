#pragma once
#include <functional>
#include <string>
#include <thread>

#include "sim/world/native_bridge_asio.h"

namespace tlscam {

/// A server of the test's own for what no real program does: takes one connection on 127.0.0.1, lets `serve`
/// do something with it and closes it.
class LoopbackPeer {
 public:
  using Socket = asio::ip::tcp::socket;
  explicit LoopbackPeer(std::function<void(Socket&)> serve);
  ~LoopbackPeer();
  LoopbackPeer(const LoopbackPeer&) = delete;
  LoopbackPeer& operator=(const LoopbackPeer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_;
  std::thread thread_;
};

/// Reads what there is, at least a byte; "" at the end.
std::string read_some(LoopbackPeer::Socket& socket);
/// Reads to the end.
std::string read_all(LoopbackPeer::Socket& socket);
/// Connects to a port of 127.0.0.1.
LoopbackPeer::Socket connect_loopback(asio::io_context& io, std::uint16_t port);

}  // namespace tlscam
