#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/stack/host_stack.h"
#include "sim/stack/tls_endpoint.h"
#include "sim/wire/http.h"

namespace tlscam {

class HttpExchange;

/// An HttpListener is a port that answers HTTP requests, with TLS or without: one on each connection, which
/// ends with the response. It answers a request that is malformed, and a HEAD without content, by itself.
class HttpListener {
 public:
  /// A Port says what is to be done there. `answer` is called once a request is complete.
  struct Port {
    Ipv4Address address;
    std::uint16_t port = 80;
    std::function<HttpResponse(const HttpRequest& request)> answer;
    /// The TLS of a connection that has come; nullptr: it is reset. Without the function there is no TLS.
    std::function<std::shared_ptr<TlsEndpoint>()> tls{};
    std::function<void()> ready{};  ///< a TLS handshake is done
    /// A connection is over; `problem` is empty, or says in the words of mbedTLS or TCP why TLS failed.
    std::function<void(const std::string& problem)> closed{};
  };

  /// Fails when the port is taken. The stack outlives the listener.
  static Result<std::unique_ptr<HttpListener>> listen(HostStack& stack, Port port);
  ~HttpListener();
  HttpListener(const HttpListener&) = delete;
  HttpListener& operator=(const HttpListener&) = delete;

 private:
  HttpListener(HostStack& stack, Port port) : stack_(stack), port_(std::move(port)) {}
  void accept(std::shared_ptr<TcpConnection> tcp);

  HostStack& stack_;
  const Port port_;
  std::vector<std::shared_ptr<HttpExchange>> exchanges_;
};

}  // namespace tlscam
