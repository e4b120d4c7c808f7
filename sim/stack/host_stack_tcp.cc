#include "sim/stack/host_stack_tcp.h"

#include <lwip/tcp.h>

#include <algorithm>
#include <utility>

#include "sim/stack/host_stack_address.h"

namespace tlscam {

// lwIP's callbacks only note what happened; the handlers run later from the event queue, where they may do
// anything, even reset the connection.
struct TcpConnection::Callbacks {
  static TcpConnection& of(void* argument) { return *static_cast<TcpConnection*>(argument); }

  static err_t connected(void* argument, tcp_pcb*, err_t) {
    of(argument).connected_ = true;
    of(argument).tell_connected_ = true;
    of(argument).tell_writable_ = std::exchange(of(argument).blocked_, false);
    of(argument).notify();
    return ERR_OK;
  }

  static err_t received(void* argument, tcp_pcb*, pbuf* data, err_t) {
    of(argument).received(data);
    if (data != nullptr) pbuf_free(data);
    return ERR_OK;
  }

  static err_t sent(void* argument, tcp_pcb*, u16_t) {
    if (!std::exchange(of(argument).blocked_, false)) return ERR_OK;
    of(argument).tell_writable_ = true;
    of(argument).notify();
    return ERR_OK;
  }

  // lwIP has freed the pcb already.
  static void failed(void* argument, err_t error) {
    const auto connection = of(argument).shared_from_this();
    connection->pcb_ = nullptr;
    if (error == ERR_RST)
      connection->ending_ = connection->connected_ ? Ending::reset : Ending::refused;
    else
      connection->ending_ = error == ERR_CLSD ? Ending::finished : Ending::unreachable;
    connection->tell_closed_ = true;
    connection->notify();
    connection->self_.reset();
  }
};

std::shared_ptr<TcpConnection> TcpConnection::adopt(EventQueue& events, LwipState& lwip, StackToken stack,
                                                    tcp_pcb* pcb) {
  std::shared_ptr<TcpConnection> connection(new TcpConnection(events, lwip, std::move(stack), pcb));
  connection->self_ = connection;
  connection->connected_ = true;
  connection->remote_address_ = from_lwip(pcb->remote_ip);
  connection->remote_port_ = pcb->remote_port;
  return connection;
}

std::shared_ptr<TcpConnection> TcpConnection::begin(EventQueue& events, LwipState& lwip, StackToken stack,
                                                    tcp_pcb* pcb, Ipv4Address remote, std::uint16_t port) {
  std::shared_ptr<TcpConnection> connection(new TcpConnection(events, lwip, std::move(stack), pcb));
  const ip_addr_t to = to_lwip(remote);
  if (tcp_connect(pcb, &to, port, Callbacks::connected) != ERR_OK) {
    connection->reset();
    return nullptr;
  }
  connection->self_ = connection;
  connection->remote_address_ = remote;
  connection->remote_port_ = port;
  return connection;
}

TcpConnection::TcpConnection(EventQueue& events, LwipState& lwip, StackToken stack, tcp_pcb* pcb)
    : events_(events), lwip_(lwip), stack_(std::move(stack)), pcb_(pcb) {
  tcp_arg(pcb, this);
  tcp_recv(pcb, Callbacks::received);
  tcp_sent(pcb, Callbacks::sent);
  tcp_err(pcb, Callbacks::failed);
  tcp_nagle_disable(pcb);
}

TcpConnection::~TcpConnection() = default;

void TcpConnection::set_handlers(Handlers handlers) {
  handlers_ = std::move(handlers);
  if (!inbox_.empty() || tell_ended_ || tell_closed_) notify();
}

std::size_t TcpConnection::send(ByteView data) {
  if (pcb_ == nullptr || finishing_) return 0;
  const LwipInUse use(lwip_);
  std::size_t sent = 0;
  while (connected_ && sent < data.size()) {
    const std::size_t part = std::min<std::size_t>(data.size() - sent, tcp_sndbuf(pcb_));
    if (part == 0) break;
    if (tcp_write(pcb_, data.data() + sent, static_cast<u16_t>(part), TCP_WRITE_FLAG_COPY) != ERR_OK) break;
    sent += part;
  }
  blocked_ = sent < data.size();
  tcp_output(pcb_);
  return sent;
}

void TcpConnection::consumed(std::size_t bytes) {
  if (pcb_ == nullptr) return;
  const LwipInUse use(lwip_);
  while (bytes > 0) {
    const std::size_t part = std::min<std::size_t>(bytes, 0xffff);
    tcp_recved(pcb_, static_cast<u16_t>(part));
    bytes -= part;
  }
}

void TcpConnection::finish() {
  if (pcb_ == nullptr || finishing_) return;
  const LwipInUse use(lwip_);
  finishing_ = true;
  tcp_shutdown(pcb_, /*shut_rx=*/0, /*shut_tx=*/1);
  release_when_finished();
}

void TcpConnection::reset() {
  const auto keep = std::move(self_);
  handlers_ = {};
  if (pcb_ == nullptr) return;
  const LwipInUse use(lwip_);
  tcp_pcb* pcb = pcb_;
  detach();
  tcp_abort(pcb);
}

void TcpConnection::received(const pbuf* data) {
  if (data == nullptr) {
    peer_ended_ = true;
    tell_ended_ = true;
    release_when_finished();
  } else {
    const std::size_t before = inbox_.size();
    inbox_.resize(before + data->tot_len);
    pbuf_copy_partial(data, inbox_.data() + before, data->tot_len, 0);
  }
  notify();
}

// lwIP brings the rest of the closing to its end by itself (repeats the FIN, waits in TIME-WAIT).
void TcpConnection::release_when_finished() {
  if (!peer_ended_ || !finishing_) return;
  detach();
  ending_ = Ending::finished;
  tell_closed_ = true;
  notify();
  self_.reset();
}

void TcpConnection::forget() {
  const Handlers gone = std::exchange(handlers_, {});
}

void TcpConnection::detach() {
  tcp_arg(pcb_, nullptr);
  tcp_recv(pcb_, nullptr);
  tcp_sent(pcb_, nullptr);
  tcp_err(pcb_, nullptr);
  pcb_ = nullptr;
}

void TcpConnection::notify() {
  if (std::exchange(notified_, true)) return;
  events_.after(Duration::zero(), [self = shared_from_this()] { self->deliver(); });
}

// Between the calls everything may change: a handler may set other handlers or reset the connection. Each is
// therefore copied before it is called, and its news is cleared first.
void TcpConnection::deliver() {
  notified_ = false;
  if (stack_.expired()) return;
  if (handlers_.connected && std::exchange(tell_connected_, false)) std::function(handlers_.connected)();
  if (handlers_.data && !inbox_.empty()) std::function(handlers_.data)(std::exchange(inbox_, {}));
  if (handlers_.ended && inbox_.empty() && std::exchange(tell_ended_, false))
    std::function(handlers_.ended)();
  if (handlers_.writable && std::exchange(tell_writable_, false)) std::function(handlers_.writable)();
  if (handlers_.closed && inbox_.empty() && std::exchange(tell_closed_, false)) {
    const auto closed = std::move(handlers_.closed);
    handlers_ = {};
    closed(ending_);
  }
}

}  // namespace tlscam
