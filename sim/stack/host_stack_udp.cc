#include "sim/stack/host_stack_udp.h"

#include <lwip/udp.h>

#include "sim/stack/host_stack_address.h"

namespace tlscam {

UdpSocket::UdpSocket(EventQueue& events, LwipState& lwip, udp_pcb* pcb, Receiver receiver)
    : events_(events), lwip_(lwip), pcb_(pcb), receiver_(std::move(receiver)) {
  const auto receive = [](void* argument, udp_pcb*, pbuf* datagram, const ip_addr_t* from,
                          std::uint16_t port) {
    auto& socket = *static_cast<UdpSocket*>(argument);
    Bytes payload(datagram->tot_len);
    pbuf_copy_partial(datagram, payload.data(), datagram->tot_len, 0);
    pbuf_free(datagram);
    // Not called from here: the receiver may close the socket.
    socket.events_.after(Duration::zero(), [weak = socket.weak_from_this(), address = from_lwip(*from), port,
                                            payload = std::move(payload)] {
      if (const auto open = weak.lock(); open && open->pcb_ != nullptr)
        open->receiver_(address, port, payload);
    });
  };
  udp_recv(pcb_, receive, this);
}

Result<void> UdpSocket::send(Ipv4Address to, std::uint16_t port, ByteView payload) {
  constexpr std::size_t kLargest = 65507;  // 65535 less the IPv4 and UDP headers
  if (pcb_ == nullptr) return fail("the socket is closed");
  const LwipInUse use(lwip_);
  if (payload.size() > kLargest) return fail("{} bytes do not fit into a datagram", payload.size());
  pbuf* datagram = pbuf_alloc(PBUF_TRANSPORT, static_cast<u16_t>(payload.size()), PBUF_RAM);
  if (datagram == nullptr) return fail("out of memory");
  if (!payload.empty()) pbuf_take(datagram, payload.data(), static_cast<u16_t>(payload.size()));
  const ip_addr_t address = to_lwip(to);
  const err_t error = udp_sendto(pcb_, datagram, &address, port);
  pbuf_free(datagram);
  if (error != ERR_OK) return fail("{}:{} cannot be reached", to_text(to), port);
  return {};
}

std::uint16_t UdpSocket::port() const {
  return pcb_ == nullptr ? 0 : pcb_->local_port;
}

void UdpSocket::close() {
  if (pcb_ == nullptr) return;
  const LwipInUse use(lwip_);
  udp_remove(pcb_);
  pcb_ = nullptr;
}

}  // namespace tlscam
