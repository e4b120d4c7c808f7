#include "sim/stack/http_listener.h"

#include "sim/stack/tls_connection.h"

namespace tlscam {

// One request and its response, over TLS or in the clear.
class HttpExchange : public std::enable_shared_from_this<HttpExchange> {
 public:
  using Over = std::function<void(const HttpExchange& exchange)>;

  HttpExchange(const HttpListener::Port& port, Over over) : port_(port), over_(std::move(over)) {}

  void begin(std::shared_ptr<TcpConnection> tcp, std::shared_ptr<TlsEndpoint> endpoint) {
    const auto with_exchange = [weak = weak_from_this()](auto change) {
      if (const auto alive = weak.lock()) change(*alive);
    };
    const auto receive = [=](ByteView data) { with_exchange([&](HttpExchange& it) { it.receive(data); }); };
    const auto end = [=] { with_exchange([](HttpExchange& it) { it.end(); }); };
    const auto over = [=](const std::string& problem) {
      with_exchange([&](HttpExchange& it) { it.be_over(problem); });
    };
    if (endpoint) {
      TlsConnection::Handlers handlers{.data = receive, .ended = end, .closed = over};
      handlers.ready = port_.ready;
      tls_ = TlsConnection::start(std::move(endpoint), std::move(tcp), std::move(handlers));
      return;
    }
    tcp_ = std::move(tcp);
    tcp_->set_handlers({.data = receive,
                        .ended = end,
                        .writable = [=] { with_exchange([](HttpExchange& it) { it.send_rest(); }); },
                        .closed = [=](TcpConnection::Ending) { over(""); }});
  }

  void reset() {
    if (tls_) tls_->reset();
    if (tcp_) tcp_->reset();
  }

 private:
  void receive(ByteView data) {
    if (tcp_) tcp_->consumed(data.size());
    if (answered_) return;
    received_.insert(received_.end(), data.begin(), data.end());
    const auto request = parse_http_request(received_);
    if (request && !*request) return;
    answered_ = true;
    response_ = request ? answer_to(**request) : bad_request();
    if (tls_) {
      tls_->send(response_);
      tls_->finish();
    } else {
      send_rest();
    }
  }

  static Bytes emit_last(HttpResponse response, bool with_content) {
    response.headers.push_back({"Connection", "close"});
    Bytes bytes = emit_http(response);
    if (!with_content) bytes.resize(bytes.size() - response.content.size());
    return bytes;
  }

  Bytes answer_to(const HttpRequest& request) const {
    return emit_last(port_.answer(request), request.method != "HEAD");
  }

  static Bytes bad_request() {
    return emit_last(
        {.status = 400, .reason = "Bad Request", .headers = {{"Content-Type", "text/plain"}}, .content = {}},
        true);
  }

  void send_rest() {
    sent_ += tcp_->send(ByteView(response_).subspan(sent_));
    if (answered_ && sent_ == response_.size()) tcp_->finish();
  }

  // The client sends no more; a response in the clear that is on its way ends the connection by itself.
  void end() {
    if (tls_) return tls_->finish();
    if (!answered_) tcp_->finish();
  }

  void be_over(const std::string& problem) {
    if (port_.closed) port_.closed(problem);
    over_(*this);
  }

  const HttpListener::Port& port_;
  const Over over_;
  std::shared_ptr<TlsConnection> tls_;
  std::shared_ptr<TcpConnection> tcp_;
  Bytes received_;
  Bytes response_;
  std::size_t sent_ = 0;
  bool answered_ = false;
};

Result<std::unique_ptr<HttpListener>> HttpListener::listen(HostStack& stack, Port port) {
  std::unique_ptr<HttpListener> listener(new HttpListener(stack, std::move(port)));
  HttpListener& self = *listener;
  auto listening =
      stack.listen_tcp(self.port_.address, self.port_.port,
                       [&self](std::shared_ptr<TcpConnection> tcp) { self.accept(std::move(tcp)); });
  if (!listening) return tl::unexpected(listening.error());
  return listener;
}

HttpListener::~HttpListener() {
  stack_.stop_listening(port_.address, port_.port);
  for (const auto& exchange : exchanges_) exchange->reset();
}

void HttpListener::accept(std::shared_ptr<TcpConnection> tcp) {
  std::shared_ptr<TlsEndpoint> endpoint;
  if (port_.tls) {
    endpoint = port_.tls();
    if (!endpoint) return tcp->reset();
  }
  const auto forget = [this](const HttpExchange& over) {
    std::erase_if(exchanges_, [&over](const auto& one) { return one.get() == &over; });
  };
  const auto exchange = std::make_shared<HttpExchange>(port_, forget);
  exchanges_.push_back(exchange);
  exchange->begin(std::move(tcp), std::move(endpoint));
}

}  // namespace tlscam
