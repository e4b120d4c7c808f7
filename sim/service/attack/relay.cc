#include "sim/service/attack/relay.h"

#include <algorithm>
#include <utility>

#include "sim/wire/tls_names.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

/// The ClientHello at the start of what a client says.
struct Opening {
  enum class State { incomplete, tls, plain };
  State state = State::incomplete;
  std::string name;  ///< the server's, if the client asks for one
};

Opening read_opening(ByteView bytes) {
  if (!may_be_tls_record(bytes)) return {Opening::State::plain, ""};
  TlsRecordAssembler records;
  TlsMessageAssembler messages;
  Cursor in(bytes);
  while (const auto record = records.next(in)) {
    if (!record->is_readable || record->header.type != TlsContentType::handshake)
      return {Opening::State::plain, ""};
    Cursor payload(record->body());
    const auto message = messages.next(payload);
    if (!message) continue;
    const auto hello = message->header.type == TlsHandshakeType::client_hello
                           ? parse_client_hello(message->body(), false)
                           : fail("");
    if (!hello) return {Opening::State::plain, ""};
    return {Opening::State::tls, std::string(server_name(*hello).value_or(""))};
  }
  return {};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

Relay::Relay(const FlowEnd& client, const FlowEnd& server, Parts parts)
    : client_(client), server_(server), parts_(std::move(parts)) {}

void Relay::begin(std::shared_ptr<TcpConnection> near) {
  near_ = std::move(near);
  const std::weak_ptr<Relay> weak = weak_from_this();
  const auto handlers_for = [&weak](bool client) {
    TcpConnection::Handlers handlers;
    handlers.data = [weak, client](ByteView data) {
      if (const auto self = weak.lock()) client ? self->hear_client(data) : self->hear_server(data);
    };
    handlers.ended = [weak, client] {
      if (const auto self = weak.lock()) self->end_side(!client);
    };
    handlers.writable = [weak, client] {
      if (const auto self = weak.lock()) self->flush(client);
    };
    handlers.closed = [weak, client](TcpConnection::Ending) {
      if (const auto self = weak.lock()) self->closed(client);
    };
    return handlers;
  };
  near_->set_handlers(handlers_for(true));
  far_->set_handlers(handlers_for(false));
}

void Relay::reset() {
  const auto keep = shared_from_this();
  const auto reset_side = [](const auto& tls, const auto& tcp) {
    if (tls)
      tls->reset();
    else if (tcp)
      tcp->reset();
  };
  reset_side(near_tls_, near_);
  reset_side(far_tls_, far_);
  if (parts_.ended) std::exchange(parts_.ended, nullptr)();
}

void Relay::tell(LearnedKind kind, bool from_client, ByteView bytes, std::string about) {
  Learned news;
  news.kind = kind;
  news.from = from_client ? client_ : server_;
  news.to = from_client ? server_ : client_;
  news.sealed = near_tls_ && (kind == LearnedKind::text || kind == LearnedKind::changed);
  news.bytes.assign(bytes.begin(), bytes.end());
  news.about = std::move(about);
  parts_.learn(std::move(news));
}

void Relay::hear_client(ByteView data) {
  if (decided_) {
    near_->consumed(data.size());
    return pass_on(true, data);
  }
  hello_.insert(hello_.end(), data.begin(), data.end());
  const Opening opening = read_opening(hello_);
  if (opening.state == Opening::State::incomplete) return;
  decided_ = true;
  if (opening.state == Opening::State::tls) return begin_tls(opening.name);
  near_->consumed(hello_.size());
  pass_on(true, std::exchange(hello_, {}));
}

// A server that speaks first does not speak TLS.
void Relay::hear_server(ByteView data) {
  far_->consumed(data.size());
  if (!std::exchange(decided_, true) && !hello_.empty()) {
    near_->consumed(hello_.size());
    pass_on(true, std::exchange(hello_, {}));
  }
  pass_on(false, data);
}

void Relay::begin_tls(const std::string& name) {
  const auto pretended = parts_.pretend_to_be(name);
  if (!name.empty()) tell(LearnedKind::name, true, as_bytes(name), "TLS");
  if (!pretended) {
    reset();
    return;
  }
  far_tls_ = TlsConnection::start(parts_.as_client, far_, handlers_of(false), name);
  far_tls_->send({});  // it is connected, so nothing else makes it begin
  near_tls_ = TlsConnection::start(*pretended, near_, handlers_of(true), "", std::exchange(hello_, {}));
}

TlsConnection::Handlers Relay::handlers_of(bool client_side) {
  const std::weak_ptr<Relay> weak = weak_from_this();
  TlsConnection::Handlers handlers;
  handlers.ready = [weak, client_side] {
    if (const auto self = weak.lock()) (client_side ? self->near_ready_ : self->far_ready_) = true;
  };
  handlers.data = [weak, client_side](ByteView data) {
    if (const auto self = weak.lock()) self->pass_on(client_side, data);
  };
  handlers.ended = [weak, client_side] {
    if (const auto self = weak.lock()) self->end_side(!client_side);
  };
  handlers.failed = [weak, client_side] {
    if (const auto self = weak.lock()) self->failed(client_side);
  };
  handlers.closed = [weak, client_side](const std::string&) {
    if (const auto self = weak.lock()) self->closed(client_side);
  };
  return handlers;
}

// Whoever ends the handshake has noticed something; the other one is told that it is over.
void Relay::failed(bool client) {
  const TlsConnection& tls = client ? *near_tls_ : *far_tls_;
  const bool ready = client ? near_ready_ : far_ready_;
  const bool other_failed = std::exchange(failed_, true);
  if (!ready && !other_failed) {
    const auto alert = tls.alert();
    const std::string said =
        alert ? words<"attacker.alert">({.number = *alert, .name = tls_alert_name(*alert)}) : tls.problem();
    tell(LearnedKind::refused, client, as_bytes(said), "TLS");
  }
  end_side(!client);
}

void Relay::pass_on(bool from_client, ByteView data) {
  tell(LearnedKind::text, from_client, data);
  const std::string before(as_text(data));
  if (parts_.replace.empty() || before.find(parts_.replace) == std::string::npos)
    return write(!from_client, data);
  const std::string after = replaced(before, parts_.replace, parts_.with);
  tell(LearnedKind::changed, from_client, as_bytes(after));
  write(!from_client, as_bytes(after));
}

void Relay::write(bool to_client, ByteView data) {
  const auto& tls = to_client ? near_tls_ : far_tls_;
  if (tls) return tls->send(data);
  Bytes& waiting = to_client ? to_client_ : to_server_;
  waiting.insert(waiting.end(), data.begin(), data.end());
  flush(to_client);
}

void Relay::flush(bool to_client) {
  Bytes& waiting = to_client ? to_client_ : to_server_;
  TcpConnection& tcp = to_client ? *near_ : *far_;
  const std::size_t sent = tcp.send(waiting);
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(sent));
  if (waiting.empty() && (to_client ? finish_near_ : finish_far_)) tcp.finish();
}

void Relay::end_side(bool client) {
  const auto& tls = client ? near_tls_ : far_tls_;
  if (tls) return tls->finish();
  (client ? finish_near_ : finish_far_) = true;
  flush(client);
}

// Whoever is left is told that the other one is gone.
void Relay::closed(bool client) {
  const auto keep = shared_from_this();
  (client ? near_closed_ : far_closed_) = true;
  if (!(client ? far_closed_ : near_closed_)) end_side(!client);
  if (near_closed_ && far_closed_ && parts_.ended) std::exchange(parts_.ended, nullptr)();
}

}  // namespace tlscam
