#include "sim/stack/tls_connection.h"

#include <mbedtls/ssl.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/stack/tls_work.h"

namespace tlscam {

struct TlsConnection::Parts {
  mbedtls_ssl_context ssl;
  Parts() { mbedtls_ssl_init(&ssl); }
  ~Parts() { mbedtls_ssl_free(&ssl); }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
};

TlsConnection::TlsConnection(std::shared_ptr<TlsEndpoint> endpoint, std::shared_ptr<TcpConnection> tcp,
                             Handlers handlers)
    : endpoint_(std::move(endpoint)),
      tcp_(std::move(tcp)),
      handlers_(std::move(handlers)),
      parts_(std::make_unique<Parts>()) {}

TlsConnection::~TlsConnection() = default;

std::shared_ptr<TlsConnection> TlsConnection::start(std::shared_ptr<TlsEndpoint> endpoint,
                                                    std::shared_ptr<TcpConnection> tcp, Handlers handlers,
                                                    const std::string& server_name, Bytes received) {
  std::shared_ptr<TlsConnection> connection(
      new TlsConnection(std::move(endpoint), std::move(tcp), std::move(handlers)));
  TlsConnection& self = *connection;
  const TlsWork work(self.endpoint_->random(), self.endpoint_->events().true_time());
  mbedtls_ssl_context& ssl = self.parts_->ssl;
  mbedtls_ssl_setup(&ssl, &self.endpoint_->config());
  if (!self.endpoint_->is_server()) {
    mbedtls_ssl_set_hostname(&ssl, server_name.empty() ? nullptr : server_name.c_str());
    mbedtls_ssl_set_verify(
        &ssl,
        [](void* to, mbedtls_x509_crt* certificate, int depth, std::uint32_t* flags) {
          static_cast<TlsConnection*>(to)->remember(*certificate, depth, *flags);
          return 0;
        },
        &self);
  }
  mbedtls_ssl_set_bio(
      &ssl, &self,
      [](void* to, const unsigned char* bytes, std::size_t size) {
        return static_cast<TlsConnection*>(to)->put(bytes, size);
      },
      [](void* from, unsigned char* into, std::size_t size) {
        return static_cast<TlsConnection*>(from)->take(into, size);
      },
      nullptr);
  self.encrypted_ = std::move(received);
  self.attach();
  if (!self.encrypted_.empty())
    self.endpoint_->events().after(Duration::zero(), [connection] { connection->move(); });
  return connection;
}

// The handlers keep the connection alive until TCP lets go of them.
void TlsConnection::attach() {
  const auto self = shared_from_this();
  tcp_->set_handlers({.connected = [self] { self->move(); },
                      .data =
                          [self](ByteView data) {
                            self->encrypted_.insert(self->encrypted_.end(), data.begin(), data.end());
                            self->move();
                          },
                      .ended =
                          [self] {
                            self->tcp_ended_ = true;
                            self->move();
                          },
                      .writable = [self] { self->move(); },
                      .closed =
                          [self](TcpConnection::Ending ending) {
                            self->tcp_ended_ = true;
                            if (ending == TcpConnection::Ending::reset)
                              self->problem_ = "the connection was reset";
                            if (ending == TcpConnection::Ending::refused)
                              self->problem_ = "nobody listens there";
                            if (ending == TcpConnection::Ending::unreachable) self->problem_ = "no answer";
                            self->closed_ = true;
                            self->move();
                          }});
}

int TlsConnection::take(unsigned char* into, std::size_t size) {
  if (encrypted_.empty()) return tcp_ended_ ? 0 : MBEDTLS_ERR_SSL_WANT_READ;
  const std::size_t taken = std::min(size, encrypted_.size());
  std::copy_n(encrypted_.begin(), taken, into);
  encrypted_.erase(encrypted_.begin(), encrypted_.begin() + static_cast<std::ptrdiff_t>(taken));
  tcp_->consumed(taken);
  return static_cast<int>(taken);
}

int TlsConnection::put(const unsigned char* bytes, std::size_t size) {
  const std::size_t sent = tcp_->send({bytes, size});
  return sent == 0 ? MBEDTLS_ERR_SSL_WANT_WRITE : static_cast<int>(sent);
}

void TlsConnection::send(ByteView data) {
  if (finishing_) return;
  outbox_.insert(outbox_.end(), data.begin(), data.end());
  work();
}

void TlsConnection::finish() {
  finishing_ = true;
  work();
}

void TlsConnection::reset() {
  handlers_ = {};
  closed_ = true;
  tcp_->reset();
}

std::string TlsConnection::version() const {
  return mbedtls_ssl_get_version(&parts_->ssl);
}

std::string TlsConnection::cipher() const {
  const char* const name = mbedtls_ssl_get_ciphersuite(&parts_->ssl);
  return ready_ && name != nullptr ? name : "";
}

void TlsConnection::remember(const mbedtls_x509_crt& certificate, int depth, std::uint32_t flags) {
  const auto name = [](const mbedtls_x509_name& given) {
    std::array<char, 512> text{};
    const int size = mbedtls_x509_dn_gets(text.data(), text.size(), &given);
    return std::string(text.data(), static_cast<std::size_t>(std::max(size, 0)));
  };
  verified_.push_back({.depth = depth,
                       .subject = name(certificate.subject),
                       .issuer = name(certificate.issuer),
                       .from = to_instant(certificate.valid_from),
                       .to = to_instant(certificate.valid_to),
                       .flags = flags,
                       .der = Bytes(certificate.raw.p, certificate.raw.p + certificate.raw.len)});
}

void TlsConnection::move() {
  const auto keep = shared_from_this();
  work();
  deliver();
}

// Does what can be done now: handshake, sending, reading, ending.
void TlsConnection::work() {
  if (finished_) return;
  const TlsWork tls(endpoint_->random(), endpoint_->events().true_time());
  if (!ready_ && problem_.empty()) {
    const int result = mbedtls_ssl_handshake(&parts_->ssl);
    if (result == MBEDTLS_ERR_SSL_WANT_READ || result == MBEDTLS_ERR_SSL_WANT_WRITE) return;
    if (result != 0) return fail_with(result);
    ready_ = true;
  }
  if (!ready_) return;
  write_all();
  read_all();
  if (!finishing_ || !outbox_.empty() || finished_) return;
  if (mbedtls_ssl_close_notify(&parts_->ssl) == MBEDTLS_ERR_SSL_WANT_WRITE) return;
  finished_ = true;
  tcp_->finish();
}

void TlsConnection::write_all() {
  while (!outbox_.empty() && !finished_) {
    const int written = mbedtls_ssl_write(&parts_->ssl, outbox_.data(), outbox_.size());
    if (written == MBEDTLS_ERR_SSL_WANT_READ || written == MBEDTLS_ERR_SSL_WANT_WRITE) return;
    if (written < 0) return fail_with(written);
    outbox_.erase(outbox_.begin(), outbox_.begin() + written);
  }
}

void TlsConnection::read_all() {
  std::array<unsigned char, 4096> buffer;
  while (!ended_ && !finished_) {
    const int read = mbedtls_ssl_read(&parts_->ssl, buffer.data(), buffer.size());
    if (read == MBEDTLS_ERR_SSL_WANT_READ || read == MBEDTLS_ERR_SSL_WANT_WRITE) return;
    // A FIN without a close_notify before it may be an attacker's work, but HTTP says how long its content
    // is.
    if (read == 0 || read == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY || read == MBEDTLS_ERR_SSL_CONN_EOF) {
      ended_ = true;
    } else if (read < 0) {
      return fail_with(read);
    } else {
      inbox_.insert(inbox_.end(), buffer.begin(), buffer.begin() + read);
    }
  }
}

// mbedTLS has sent its alert, where the protocol has one.
void TlsConnection::fail_with(int error) {
  error_ = error;
  // mbedTLS leaves the alert where it has read it: its level, and what it is.
  if (error == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE) alert_ = parts_->ssl.MBEDTLS_PRIVATE(in_msg)[1];
  failed_ = true;
  if (problem_.empty()) problem_ = fmt::format("TLS error -0x{:04x}", -error);
  finished_ = true;
  tcp_->finish();
}

// Between the calls everything may change, so each handler is copied before it is called.
void TlsConnection::deliver() {
  if (ready_ && !std::exchange(told_ready_, true) && handlers_.ready) std::function(handlers_.ready)();
  if (!inbox_.empty() && handlers_.data) std::function(handlers_.data)(std::exchange(inbox_, {}));
  if (ended_ && !std::exchange(told_ended_, true) && handlers_.ended) std::function(handlers_.ended)();
  if (failed_ && !std::exchange(told_failed_, true) && handlers_.failed) std::function(handlers_.failed)();
  if (!closed_ || !handlers_.closed) return;
  const auto closed = std::move(handlers_.closed);
  handlers_ = {};
  closed(problem_);
}

}  // namespace tlscam
