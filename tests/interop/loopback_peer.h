#pragma once
#include <functional>
#include <string>
#include <thread>

#include "sim/world/native_bridge_asio.h"

namespace tlscam {

/// `LoopbackPeer` is the test's own server for things that no real program does: it accepts one connection on
/// 127.0.0.1, lets `serve` do something with it and closes it.
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

/// `read_some` reads what is there, at least a byte; "" at the end.
std::string read_some(LoopbackPeer::Socket& socket);
/// `read_all` reads to the end.
std::string read_all(LoopbackPeer::Socket& socket);
/// `connect_loopback` connects to a port of 127.0.0.1.
LoopbackPeer::Socket connect_loopback(asio::io_context& io, std::uint16_t port);

}  // namespace tlscam
