#pragma once
#include <functional>
#include <memory>

#include "sim/base/bytes.h"
#include "sim/stack/lwip_state.h"
#include "sim/time/event_queue.h"
#include "sim/wire/address.h"

struct tcp_pcb;
struct pbuf;

namespace tlscam {

/// One TCP connection of the host stack. Handlers are called from the event queue. Harmless after its end and
/// after the end of the stack: it then sends nothing and calls no handler.
class TcpConnection : public std::enable_shared_from_this<TcpConnection> {
 public:
  enum class Ending {
    finished,     ///< both sides have sent their last byte
    refused,      ///< nobody listens there
    unreachable,  ///< no answer, after all repetitions
    reset,        ///< by the other side
  };

  struct Handlers {
    std::function<void()> connected{};     ///< by connect_tcp() only
    std::function<void(ByteView)> data{};  ///< valid only during the call; say consumed() when it is used up
    std::function<void()> ended{};         ///< the other side sends no more (FIN)
    std::function<void()> writable{};      ///< there is room to send again
    std::function<void(Ending ending)> closed{};  ///< the last of all calls; not after reset()
  };

  ~TcpConnection();
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  /// Data that came before is kept and handed to the new handlers.
  void set_handlers(Handlers handlers);

  /// Sends as much as there is room for and says how much; `writable` tells when there is more room.
  std::size_t send(ByteView data);

  /// Reopens the receive window by bytes that `data` delivered. Until then the other side can send at most
  /// one window more, so a slow reader slows the sender down.
  void consumed(std::size_t bytes);

  /// Sends no more: a FIN follows what was sent. Receiving goes on.
  void finish();

  /// Ends the connection at once, with a RST to the other side. No handler is called any more.
  void reset();

  bool is_open() const { return pcb_ != nullptr; }
  Ipv4Address remote_address() const { return remote_address_; }
  std::uint16_t remote_port() const { return remote_port_; }

 private:
  friend class HostStack;
  struct Callbacks;  // lwIP calls these

  /// Lives as long as the stack.
  using StackToken = std::weak_ptr<const void>;

  /// Takes over the pcb of an accepted connection.
  static std::shared_ptr<TcpConnection> adopt(EventQueue& events, LwipState& lwip, StackToken stack,
                                              tcp_pcb* pcb);
  /// Takes over a bound pcb and sends the SYN; nullptr when there is no way to the other side.
  static std::shared_ptr<TcpConnection> begin(EventQueue& events, LwipState& lwip, StackToken stack,
                                              tcp_pcb* pcb, Ipv4Address remote, std::uint16_t port);
  TcpConnection(EventQueue& events, LwipState& lwip, StackToken stack, tcp_pcb* pcb);

  void received(const pbuf* data);
  /// Lets go of the handlers, which may own the connection in turn; for when the stack has gone.
  void forget();
  void detach();
  void release_when_finished();
  void notify();
  void deliver();

  EventQueue& events_;
  LwipState& lwip_;  // not touched once the pcb is gone: the stack may be too
  StackToken stack_;
  tcp_pcb* pcb_;
  Ipv4Address remote_address_;
  std::uint16_t remote_port_ = 0;
  Handlers handlers_;
  std::shared_ptr<TcpConnection> self_;  // lwIP holds the connection as long as it knows it

  // These have happened and have not been handed to the handlers.
  bool notified_ = false;
  bool connected_ = false;
  bool tell_connected_ = false;
  bool tell_ended_ = false;
  bool tell_writable_ = false;
  bool tell_closed_ = false;
  Bytes inbox_;
  Ending ending_ = Ending::finished;

  bool peer_ended_ = false;
  bool finishing_ = false;
  bool blocked_ = false;  // send() had more than there was room for
};

}  // namespace tlscam
