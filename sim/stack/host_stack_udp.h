#pragma once
#include <functional>
#include <memory>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/stack/lwip_state.h"
#include "sim/time/event_queue.h"
#include "sim/wire/address.h"

struct udp_pcb;

namespace tlscam {

class HostStack;

/// A UDP port of the host stack. Harmless after the end of the stack: it then sends and receives nothing.
class UdpSocket : public std::enable_shared_from_this<UdpSocket> {
 public:
  /// The view is valid only during the call.
  using Receiver = std::function<void(Ipv4Address from, std::uint16_t port, ByteView payload)>;

  UdpSocket(EventQueue& events, LwipState& lwip, udp_pcb* pcb, Receiver receiver);
  ~UdpSocket() { close(); }
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  /// Sends up to 65507 bytes; more than 1472 travel as fragments. Fails when there is no way to the receiver.
  Result<void> send(Ipv4Address to, std::uint16_t port, ByteView payload);

  std::uint16_t port() const;
  void close();

 private:
  EventQueue& events_;
  LwipState& lwip_;  // not touched once the pcb is gone: the stack may be too
  udp_pcb* pcb_;
  Receiver receiver_;
};

}  // namespace tlscam
