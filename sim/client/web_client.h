#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/task.h"
#include "sim/client/url.h"
#include "sim/stack/host_stack.h"
#include "sim/stack/tls_connection.h"
#include "sim/time/event_queue.h"
#include "sim/wire/http.h"

namespace tlscam {

/// A ClientNetwork is the computer that a client of ours runs on, as its network sees it.
struct ClientNetwork {
  EventQueue& events;
  std::function<Result<HostStack*>()> stack;  ///< joins the network with the first use
  Ipv4Address address;                        ///< the computer's own
  std::function<std::optional<Ipv4Address>(std::string_view name)> lookup;
  std::uint64_t seed = 0;
};

/// A WebRequest is what is to be fetched, and whom the client trusts with it.
struct WebRequest {
  Url url;
  HttpRequest http;     ///< its target is the URL's
  TlsSettings tls{};    ///< is_server does not count; without anchors nobody is verified
  Duration timeout{0};  ///< for all of it; 0: none
};

enum class WebFailure {
  none,
  name,        ///< nobody knows the name
  connection,  ///< nobody listens there, or no answer
  timeout,
  handshake,    ///< TLS, but for the certificate
  certificate,  ///< the server's certificate was refused; `chain` says why
  transfer,     ///< the connection broke, or what came is no HTTP
};

/// A WebAnswer is how it ended, and what was learned on the way.
struct WebAnswer {
  WebFailure failure = WebFailure::none;
  std::string problem;  ///< in mbedTLS's, TCP's or HTTP's words
  int tls_error = 0;    ///< mbedTLS's number, below 0
  std::optional<Ipv4Address> address;
  bool connected = false;
  std::string tls_version, tls_cipher;  ///< empty without a handshake
  std::vector<TlsLink> chain;           ///< as it was verified, the server's own certificate last
  HttpResponse response;                ///< when nothing failed
};

/// Fetches something by HTTP or HTTPS. Destroying the task ends the connection. The network outlives the
/// task.
Task<WebAnswer> fetch(const ClientNetwork& network, WebRequest request);

}  // namespace tlscam
