#include "sim/world/native_bridge_tcp.h"

#include <algorithm>

namespace tlscam {
namespace {

using Tcp = asio::ip::tcp;

// A RST instead of a FIN (SO_LINGER with a time of 0).
void reset_socket(Tcp::socket& socket) {
  std::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

}  // namespace

void TcpPipe::connect_simulated(HostStack& stack, Ipv4Address own, Ipv4Address camera, std::uint16_t port) {
  real_connected_ = true;
  simulated_name_ = fmt::format("{}:{}", to_text(camera), port);
  auto connection = stack.connect_tcp(camera, port, handlers(), own);
  if (!connection) {
    on_problem_(connection.error().text);
    return close();
  }
  simulated_ = *connection;
}

void TcpPipe::connect_real(std::shared_ptr<TcpConnection> simulated, const LoopbackEndpoint& server) {
  simulated_ = std::move(simulated);
  simulated_->set_handlers(handlers());
  real_.async_connect(
      {to_asio(server.address), server.port}, [self = shared_from_this(), server](std::error_code error) {
        if (self->closed_) return;
        if (error) {
          self->on_problem_(fmt::format("{} cannot be reached: {}", to_text(server), error.message()));
          return self->close();
        }
        std::error_code ignored;
        self->real_.set_option(Tcp::no_delay(true), ignored);
        self->real_connected_ = true;
        self->push_to_real();
        self->read_real();
      });
}

// The handlers keep the pipe alive until the connection lets go of them.
TcpConnection::Handlers TcpPipe::handlers() {
  const auto self = shared_from_this();
  return {.connected = [self] { self->read_real(); },
          .data =
              [self](ByteView data) {
                self->to_real_.insert(self->to_real_.end(), data.begin(), data.end());
                self->push_to_real();
              },
          .ended =
              [self] {
                self->simulated_ended_ = true;
                self->push_to_real();
              },
          .writable = [self] { self->push_to_simulated(); },
          .closed = [self](TcpConnection::Ending ending) { self->simulated_closed(ending); }};
}

void TcpPipe::read_real() {
  if (closed_ || real_ended_) return;
  real_.async_read_some(asio::buffer(from_real_),
                        [self = shared_from_this()](std::error_code error, std::size_t size) {
                          if (self->closed_) return;
                          if (error == asio::error::eof) {
                            self->real_ended_ = true;
                            self->simulated_->finish();
                            return self->end_when_done();
                          }
                          if (error) return self->close();
                          self->to_simulated_ = ByteView(self->from_real_).first(size);
                          self->push_to_simulated();
                        });
}

// Reads on only when all has been sent, so that a slow camera slows the real program down.
void TcpPipe::push_to_simulated() {
  if (closed_ || to_simulated_.empty()) return;
  to_simulated_ = to_simulated_.subspan(simulated_->send(to_simulated_));
  if (to_simulated_.empty()) read_real();
}

void TcpPipe::push_to_real() {
  if (closed_ || !real_connected_ || !writing_.empty()) return;
  if (to_real_.empty()) {
    if (!simulated_ended_) return;
    std::error_code ignored;
    real_.shutdown(Tcp::socket::shutdown_send, ignored);
    return end_when_done();
  }
  writing_.swap(to_real_);
  asio::async_write(real_, asio::buffer(writing_),
                    [self = shared_from_this()](std::error_code error, std::size_t size) {
                      if (self->closed_) return;
                      if (error) return self->close();
                      self->writing_.clear();
                      self->simulated_->consumed(size);
                      self->push_to_real();
                    });
}

void TcpPipe::simulated_closed(TcpConnection::Ending ending) {
  if (closed_) return;
  switch (ending) {
    case TcpConnection::Ending::finished:
      simulated_gone_ = true;
      return end_when_done();
    case TcpConnection::Ending::refused:
      on_problem_(fmt::format("nothing listens on {}", simulated_name_));
      return close();
    case TcpConnection::Ending::unreachable:
      on_problem_(fmt::format("{} does not answer", simulated_name_));
      return close();
    case TcpConnection::Ending::reset:
      return close();
  }
}

// Both directions have ended and all bytes are through.
void TcpPipe::end_when_done() {
  if (closed_ || !simulated_gone_ || !real_ended_ || !writing_.empty() || !to_real_.empty()) return;
  closed_ = true;
  std::error_code ignored;
  real_.close(ignored);
}

void TcpPipe::close() {
  if (closed_) return;
  closed_ = true;
  reset_socket(real_);
  if (simulated_) simulated_->reset();
}

void TcpPipes::add(std::shared_ptr<TcpPipe> pipe) {
  std::erase_if(pipes_, [](const auto& old) { return old->is_closed(); });
  pipes_.push_back(std::move(pipe));
}

void TcpPipes::close() {
  for (const auto& pipe : pipes_) pipe->close();
  pipes_.clear();
}

bool TcpPipes::has_open() const {
  return !std::ranges::all_of(pipes_, [](const auto& pipe) { return pipe->is_closed(); });
}

Result<std::uint16_t> TcpExpose::listen(const LoopbackEndpoint& real) {
  std::error_code error;
  const Tcp::endpoint endpoint(to_asio(real.address), real.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use)
    return fail("port {} is in use by another program; choose another or end that one", to_text(real));
  if (error) return fail("cannot listen on {}: {}", to_text(real), error.message());
  accept();
  return acceptor_.local_endpoint(error).port();
}

void TcpExpose::accept() {
  acceptor_.async_accept([self = shared_from_this()](std::error_code error, Tcp::socket socket) {
    if (!self->acceptor_.is_open()) return;
    if (!error) {
      std::error_code ignored;
      socket.set_option(Tcp::no_delay(true), ignored);
      const auto camera = self->camera_();
      if (camera) {
        auto pipe = std::make_shared<TcpPipe>(std::move(socket), self->on_problem_);
        self->pipes_.add(pipe);
        pipe->connect_simulated(self->stack_, self->own_, *camera, self->port_);
      } else {
        self->on_problem_("the camera has no address yet; the connection was reset");
        reset_socket(socket);
      }
    }
    self->accept();
  });
}

void TcpExpose::close() {
  std::error_code ignored;
  acceptor_.close(ignored);
  pipes_.close();
}

Result<void> TcpReach::listen() {
  return stack_.listen_tcp(local_, server_.port,
                           [weak = weak_from_this()](std::shared_ptr<TcpConnection> connection) {
                             const auto self = weak.lock();
                             if (!self) return connection->reset();
                             auto pipe = std::make_shared<TcpPipe>(Tcp::socket(self->io_), self->on_problem_);
                             self->pipes_.add(pipe);
                             pipe->connect_real(std::move(connection), self->server_);
                           });
}

void TcpReach::close() {
  stack_.stop_listening(local_, server_.port);
  pipes_.close();
}

}  // namespace tlscam
