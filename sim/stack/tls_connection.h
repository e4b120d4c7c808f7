#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/stack/host_stack_tcp.h"
#include "sim/stack/tls_endpoint.h"

struct mbedtls_ssl_context;
struct mbedtls_x509_crt;

namespace tlscam {

/// A TlsLink is one certificate of the chain that a client has verified.
struct TlsLink {
  int depth = 0;                ///< 0: the server's own
  std::string subject, issuer;  ///< "O=Example Trust, CN=YE1"
  Instant from, to;             ///< its validity
  std::uint32_t flags = 0;      ///< mbedTLS's MBEDTLS_X509_BADCERT_...; 0: nothing is wrong
  Bytes der;
};

/// A TlsConnection is TLS over one TCP connection. It never waits: handlers are called from the event queue,
/// and may do anything. It lives as long as its TCP connection does, whoever else holds it.
class TlsConnection : public std::enable_shared_from_this<TlsConnection> {
 public:
  struct Handlers {
    std::function<void()> ready{};         ///< the handshake is done
    std::function<void(ByteView)> data{};  ///< valid only during the call
    std::function<void()> ended{};         ///< the other side sends no more
    std::function<void()> failed{};        ///< TLS cannot go on; what is left is the end of TCP
    /// The last of all calls. `problem` is empty when both sides have ended, otherwise it says in mbedTLS's
    /// or TCP's words what went wrong.
    std::function<void(const std::string& problem)> closed{};
  };

  /// Begins the handshake. A client may name the server, for SNI and for the verification of its certificate.
  /// `received` is what the TCP connection has delivered already, and is not consumed yet.
  static std::shared_ptr<TlsConnection> start(std::shared_ptr<TlsEndpoint> endpoint,
                                              std::shared_ptr<TcpConnection> tcp, Handlers handlers,
                                              const std::string& server_name = "", Bytes received = {});
  ~TlsConnection();
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  /// Sends; what there is no room for yet is kept.
  void send(ByteView data);
  /// Sends no more: a close_notify and a FIN follow what was sent.
  void finish();
  /// Ends the connection at once. No handler is called any more.
  void reset();

  /// The chain that a client has verified, the server's own certificate last; empty before.
  const std::vector<TlsLink>& verified() const { return verified_; }
  /// The cipher suite's name; empty before the handshake is done.
  std::string cipher() const;
  /// mbedTLS's number of what went wrong, below 0; 0: nothing.
  int error() const { return error_; }
  /// Says what went wrong so far, as `closed` does; empty: nothing.
  const std::string& problem() const { return problem_; }

  /// The alert with which the other side has refused the handshake, or ended the connection (RFC 5246
  /// section 7.2); none: it sent none.
  std::optional<std::uint8_t> alert() const { return alert_; }

  /// "TLSv1.2" or "TLSv1.3"; "unknown" before the handshake is done.
  std::string version() const;

 private:
  struct Parts;
  TlsConnection(std::shared_ptr<TlsEndpoint> endpoint, std::shared_ptr<TcpConnection> tcp, Handlers handlers);

  void attach();
  void move();
  void work();
  void read_all();
  void write_all();
  void fail_with(int error);
  void deliver();
  void remember(const mbedtls_x509_crt& certificate, int depth, std::uint32_t flags);
  int take(unsigned char* into, std::size_t size);
  int put(const unsigned char* bytes, std::size_t size);

  std::shared_ptr<TlsEndpoint> endpoint_;
  std::shared_ptr<TcpConnection> tcp_;
  Handlers handlers_;
  std::unique_ptr<Parts> parts_;

  Bytes encrypted_;  // has come and was not read by mbedTLS yet
  bool tcp_ended_ = false;
  Bytes inbox_;   // for the handlers
  Bytes outbox_;  // for the other side

  bool ready_ = false;
  bool told_ready_ = false;
  bool ended_ = false;
  bool told_ended_ = false;
  bool failed_ = false;
  bool told_failed_ = false;
  bool finishing_ = false;
  bool finished_ = false;
  bool closed_ = false;
  std::string problem_;
  int error_ = 0;
  std::vector<TlsLink> verified_;
  std::optional<std::uint8_t> alert_;
};

}  // namespace tlscam
