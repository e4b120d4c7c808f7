#pragma once
#include <functional>
#include <memory>
#include <string>

#include "sim/service/attack/learned.h"
#include "sim/stack/tls_connection.h"
#include "sim/stream/tls_pdu.h"

namespace tlscam {

/// A Relay is one connection that a man in the middle has taken apart: one TCP connection with the client,
/// who believes to speak with the server, and one with the server. When the client begins TLS, each gets a
/// TLS connection of its own; then everything is in the clear between the two.
class Relay : public std::enable_shared_from_this<Relay> {
 public:
  struct Parts {
    std::function<void(Learned)> learn;
    /// For the side of the client, who asks for this name ("": for none).
    std::function<Result<std::shared_ptr<TlsEndpoint>>(const std::string& name)> pretend_to_be;
    std::shared_ptr<TlsEndpoint> as_client;
    std::string replace, with;    ///< text that is replaced in both directions; empty: none
    std::function<void()> ended;  ///< the last of all calls
  };

  Relay(const FlowEnd& client, const FlowEnd& server, Parts parts);

  /// The way to the server. Set it when it is connected.
  void set_far(std::shared_ptr<TcpConnection> far) { far_ = std::move(far); }
  /// The client has connected: from now on what both say goes through here.
  void begin(std::shared_ptr<TcpConnection> near);
  /// Ends both sides at once.
  void reset();

 private:
  void hear_client(ByteView data);
  void hear_server(ByteView data);
  void pass_on(bool from_client, ByteView data);
  void begin_tls(const std::string& name);
  TlsConnection::Handlers handlers_of(bool client_side);
  void failed(bool client);
  void end_side(bool client);
  void closed(bool client);
  void write(bool to_client, ByteView data);
  void flush(bool to_client);
  void tell(LearnedKind kind, bool from_client, ByteView bytes, std::string about = "");

  FlowEnd client_;
  FlowEnd server_;
  Parts parts_;
  std::shared_ptr<TcpConnection> near_, far_;
  std::shared_ptr<TlsConnection> near_tls_, far_tls_;
  Bytes hello_;           // the client's first record, as far as it has come
  bool decided_ = false;  // plain or TLS
  bool near_ready_ = false, far_ready_ = false;
  bool failed_ = false;
  bool near_closed_ = false, far_closed_ = false;
  bool finish_near_ = false, finish_far_ = false;
  Bytes to_client_, to_server_;  // plain bytes that there was no room for yet
};

}  // namespace tlscam
