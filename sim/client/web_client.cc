#include "sim/client/web_client.h"

#include <utility>

namespace tlscam {
namespace {

constexpr int kCertificateRefused = -0x2700;  // MBEDTLS_ERR_X509_CERT_VERIFY_FAILED

std::string to_problem(TcpConnection::Ending ending) {
  switch (ending) {
    case TcpConnection::Ending::finished:
      return "";
    case TcpConnection::Ending::refused:
      return "nobody listens there";
    case TcpConnection::Ending::unreachable:
      return "no answer";
    case TcpConnection::Ending::reset:
      return "the connection was reset";
  }
  return "";
}

// One request over one connection, from its begin to the end of the task that waits for it. Handlers of the
// connection hold it weakly.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(EventQueue& events, bool tls) : events_(events), is_tls_(tls) {}
  ~Exchange() {
    if (wake_) events_.cancel(*wake_);
    if (timer_) events_.cancel(*timer_);
    if (tls_) tls_->reset();
    if (tcp_) tcp_->reset();
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  void begin(HostStack& stack, const ClientNetwork& network, const WebRequest& request) {
    sent_ = emit_http(request.http);
    if (request.timeout > Duration::zero())
      timer_ = events_.after(request.timeout, [this] {
        timer_.reset();
        end(WebFailure::timeout, "no answer in time");
      });
    auto tcp = stack.connect_tcp(*answer_.address, request.url.port, plain_handlers(), network.address);
    if (!tcp) return end(WebFailure::connection, tcp.error().text);
    tcp_ = std::move(*tcp);
    if (!is_tls_) return;
    TlsSettings wanted = request.tls;
    wanted.is_server = false;
    auto endpoint = TlsEndpoint::create(events_, network.seed, std::move(wanted));
    if (!endpoint) return end(WebFailure::handshake, endpoint.error().text);
    tls_ = TlsConnection::start(std::move(*endpoint), tcp_, tls_handlers(), request.url.host);
  }

  // co_await exchange->ended();
  auto ended() {
    struct Awaiter {
      Exchange& exchange;
      bool await_ready() const { return exchange.done_ && !exchange.wake_; }
      void await_suspend(coro::coroutine_handle<> waiter) { exchange.waiter_ = waiter; }
      void await_resume() const {}
    };
    return Awaiter{*this};
  }

  WebAnswer& answer() { return answer_; }

 private:
  template <class Change>
  auto when_alive(Change change) {
    return [weak = weak_from_this(), change](auto&&... arguments) {
      if (const auto alive = weak.lock()) change(*alive, std::forward<decltype(arguments)>(arguments)...);
    };
  }

  TcpConnection::Handlers plain_handlers() {
    return {.connected = when_alive([](Exchange& self) {
              self.answer_.connected = true;
              self.send();
            }),
            .data = when_alive([](Exchange& self, ByteView data) {
              self.tcp_->consumed(data.size());
              self.receive(data);
            }),
            .ended = when_alive([](Exchange& self) { self.look(true); }),
            .writable = when_alive([](Exchange& self) { self.send(); }),
            .closed = when_alive([](Exchange& self, TcpConnection::Ending ending) {
              self.fail(self.answer_.connected ? WebFailure::transfer : WebFailure::connection,
                        to_problem(ending));
            })};
  }

  TlsConnection::Handlers tls_handlers() {
    return {
        .ready = when_alive([](Exchange& self) {
          self.ready_ = true;
          self.tls_->send(self.sent_);
        }),
        .data = when_alive([](Exchange& self, ByteView data) { self.receive(data); }),
        .ended = when_alive([](Exchange& self) { self.look(true); }),
        .closed = when_alive([](Exchange& self, const std::string& problem) { self.tls_closed(problem); })};
  }

  void send() {
    const ByteView rest = ByteView(sent_).subspan(sent_size_);
    if (!rest.empty()) sent_size_ += tcp_->send(rest);
  }

  void receive(ByteView data) {
    received_.insert(received_.end(), data.begin(), data.end());
    look(false);
  }

  void look(bool ended) {
    if (is_tls_ && !ready_) return;  // the end of a failed handshake; `closed` says more
    auto response = parse_http_response(received_, ended);
    if (!response) return fail(WebFailure::transfer, response.error().text);
    if (!*response) return;
    answer_.response = std::move(**response);
    end(WebFailure::none, "");
  }

  void tls_closed(const std::string& problem) {
    answer_.tls_error = tls_->error();
    // The TCP connection itself has not come about when nothing was received and TLS had no complaint.
    const bool refused = answer_.tls_error == 0 && !ready_;
    answer_.connected = !refused;
    if (answer_.tls_error == kCertificateRefused) return fail(WebFailure::certificate, problem);
    if (refused) return fail(WebFailure::connection, problem);
    fail(ready_ ? WebFailure::transfer : WebFailure::handshake, problem);
  }

  void fail(WebFailure failure, const std::string& problem) {
    end(failure, problem.empty() ? "the server has ended the connection" : problem);
  }

  void end(WebFailure failure, const std::string& problem) {
    if (std::exchange(done_, true)) return;
    answer_.failure = failure;
    answer_.problem = problem;
    if (tls_) {
      answer_.chain = tls_->verified();
      answer_.tls_cipher = tls_->cipher();
      if (ready_) answer_.tls_version = tls_->version();
      answer_.connected = answer_.connected || ready_;
      if (failure == WebFailure::none) tls_->finish();
    } else if (tcp_ && failure == WebFailure::none) {
      tcp_->finish();
    }
    // By an event of its own: whoever waits may do anything then, end this object too.
    wake_ = events_.after(Duration::zero(), [this] {
      wake_.reset();
      if (waiter_) resume_by_call(std::exchange(waiter_, nullptr));
    });
  }

  EventQueue& events_;
  const bool is_tls_;
  std::shared_ptr<TcpConnection> tcp_;
  std::shared_ptr<TlsConnection> tls_;
  Bytes sent_;
  std::size_t sent_size_ = 0;
  Bytes received_;
  bool ready_ = false;
  bool done_ = false;
  WebAnswer answer_;
  std::optional<EventQueue::Id> timer_, wake_;
  coro::coroutine_handle<> waiter_ = nullptr;
};

}  // namespace

Task<WebAnswer> fetch(const ClientNetwork& network, WebRequest request) {
  const auto exchange = std::make_shared<Exchange>(network.events, request.url.tls);
  WebAnswer& answer = exchange->answer();
  request.http.target = request.url.target;
  answer.address = parse_ipv4(request.url.host);
  if (!answer.address) answer.address = network.lookup(request.url.host);
  if (!answer.address) {
    answer.failure = WebFailure::name;
    co_return answer;
  }
  const auto stack = network.stack();
  if (!stack) {
    answer.failure = WebFailure::connection;
    answer.problem = stack.error().text;
    co_return answer;
  }
  exchange->begin(**stack, network, request);
  co_await exchange->ended();
  co_return answer;
}

}  // namespace tlscam
