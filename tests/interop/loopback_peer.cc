#include "tests/interop/loopback_peer.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <array>

namespace tlscam {
namespace {

// No call blocks for longer than this, so that a failing test ends too. It applies to accept() as well.
void limit_patience(int socket) {
  const timeval limit{20, 0};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
}

}  // namespace

LoopbackPeer::LoopbackPeer(std::function<void(Socket&)> serve)
    : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}), port_(acceptor_.local_endpoint().port()) {
  thread_ = std::thread([this, serve = std::move(serve)] {
    std::error_code error;
    Socket socket = acceptor_.accept(error);
    if (error) return;
    limit_patience(socket.native_handle());
    serve(socket);
  });
}

// A connection that never came is not awaited any longer: accept() returns when its socket is shut down.
LoopbackPeer::~LoopbackPeer() {
  ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
  thread_.join();
}

std::string read_some(LoopbackPeer::Socket& socket) {
  std::array<char, 4096> buffer{};
  const ssize_t size = ::recv(socket.native_handle(), buffer.data(), buffer.size(), 0);
  return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string read_all(LoopbackPeer::Socket& socket) {
  std::string all;
  for (std::string part = read_some(socket); !part.empty(); part = read_some(socket)) all += part;
  return all;
}

LoopbackPeer::Socket connect_loopback(asio::io_context& io, std::uint16_t port) {
  LoopbackPeer::Socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port});
  limit_patience(socket.native_handle());
  return socket;
}

}  // namespace tlscam
