#include "sim/stack/host_stack.h"

#include <lwip/etharp.h>
#include <lwip/ip.h>
#include <lwip/ip4_frag.h>
#include <lwip/netif.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/tcp.h>
#include <lwip/udp.h>
#include <netif/ethernet.h>

#include <cstring>

#include "sim/stack/host_stack_address.h"

namespace tlscam {

MacAddress HostStack::mac_of(Ipv4Address address) {
  const auto& ip = address.octets;
  return {{0x02, 0x00, ip[0], ip[1], ip[2], ip[3]}};
}

// One address of the host: with a link to the switch, or beyond the router with a sender of packets.
struct HostStack::Interface {
  netif net{};
  Ipv4Address address;
  Link* link = nullptr;
  PacketSender send_packet{};

  void receive(LwipState& lwip, ByteView bytes) {
    const LwipInUse use(lwip);
    if (bytes.size() > 0xffff) return;
    pbuf* packet = pbuf_alloc(PBUF_RAW, static_cast<u16_t>(bytes.size()), PBUF_RAM);
    if (packet == nullptr) return;
    pbuf_take(packet, bytes.data(), static_cast<u16_t>(bytes.size()));
    if (net.input(packet, &net) != ERR_OK) pbuf_free(packet);
  }

  static Bytes bytes_of(const pbuf* packet) {
    Bytes bytes(packet->tot_len);
    pbuf_copy_partial(packet, bytes.data(), packet->tot_len, 0);
    return bytes;
  }

  static err_t send_frame(netif* net, pbuf* packet) {
    static_cast<Interface*>(net->state)->link->send(bytes_of(packet));
    return ERR_OK;
  }

  static err_t send_routed(netif* net, pbuf* packet, const ip4_addr_t*) {
    static_cast<Interface*>(net->state)->send_packet(bytes_of(packet));
    return ERR_OK;
  }

  static err_t initialize(netif* net) {
    const auto& self = *static_cast<Interface*>(net->state);
    net->name[0] = 'h';
    net->name[1] = 's';
    net->mtu = 1500;
    if (self.link == nullptr) {
      net->output = send_routed;
      return ERR_OK;
    }
    net->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET;
    net->hwaddr_len = ETH_HWADDR_LEN;
    const MacAddress mac = mac_of(self.address);
    std::memcpy(net->hwaddr, mac.octets.data(), mac.octets.size());
    net->output = etharp_output;
    net->linkoutput = send_frame;
    return ERR_OK;
  }
};

struct HostStack::Listener {
  HostStack& stack;
  tcp_pcb* pcb;
  Acceptor acceptor;

  static err_t accepted(void* argument, tcp_pcb* pcb, err_t error) {
    if (error != ERR_OK || pcb == nullptr) return ERR_VAL;
    auto& listener = *static_cast<Listener*>(argument);
    HostStack& stack = listener.stack;
    auto connection = TcpConnection::adopt(stack.events(), stack.lwip_, stack.token_, pcb);
    stack.remember(connection);
    stack.events().after(Duration::zero(), [acceptor = listener.acceptor, connection] {
      if (connection->is_open()) acceptor(connection);
    });
    return ERR_OK;
  }
};

HostStack::HostStack(Switch& network, HostStackConfig config)
    : network_(network), config_(config), lwip_(network.events(), Random::derive(config_.seed, "stack")) {
  schedule_timers();
}

HostStack::~HostStack() {
  const LwipInUse use(lwip_);
  events().cancel(timer_);
  token_.reset();
  for (const auto& socket : udp_)
    if (const auto open = socket.lock()) open->close();
  for (const auto& [where, listener] : listeners_) tcp_close(listener->pcb);
  while (tcp_active_pcbs != nullptr) tcp_abort(tcp_active_pcbs);
  while (tcp_bound_pcbs != nullptr) tcp_abort(tcp_bound_pcbs);
  while (tcp_tw_pcbs != nullptr) tcp_abort(tcp_tw_pcbs);
  for (const auto& connection : tcp_)
    if (const auto open = connection.lock()) open->forget();
  for (int i = 0; i <= IP_REASS_MAXAGE; ++i) ip_reass_tmr();  // lets go of half datagrams
  for (const auto& interface : interfaces_) {
    netif_remove(&interface->net);
    if (interface->link != nullptr) network_.unplug(*interface->link);
  }
}

HostStack::Interface* HostStack::find(Ipv4Address local) const {
  for (const auto& interface : interfaces_)
    if (interface->address == local) return interface.get();
  return nullptr;
}

bool HostStack::has(Ipv4Address address) const {
  return find(address) != nullptr;
}

// The periods that lwIP's own timers have (core/timeouts.c).
void HostStack::schedule_timers() {
  timer_ = events().after(std::chrono::milliseconds(TCP_TMR_INTERVAL), [this] {
    const LwipInUse use(lwip_);
    tcp_tmr();
    if (++ticks_ % (1000 / TCP_TMR_INTERVAL) == 0) {
      etharp_tmr();
      ip_reass_tmr();
    }
    schedule_timers();
  });
}

Result<void> HostStack::add_address(const std::string& link_name, Ipv4Address address) {
  if (find(address) != nullptr) return fail("{} is an address of this host already", to_text(address));
  if (network_.find(link_name) != nullptr)
    return fail("the switch has a link named \"{}\" already", link_name);
  auto interface = std::make_unique<Interface>();
  interface->address = address;
  interface->link = &network_.plug(
      link_name, config_.link, [this, raw = interface.get()](ByteView frame) { raw->receive(lwip_, frame); });
  add(std::move(interface), config_.netmask, config_.gateway);
  return {};
}

Result<void> HostStack::add_routed_address(Ipv4Address address, PacketSender send) {
  if (has(address)) return fail("{} is an address of this host already", to_text(address));
  auto interface = std::make_unique<Interface>();
  interface->address = address;
  interface->send_packet = std::move(send);
  add(std::move(interface), {{255, 255, 255, 255}}, address);
  return {};
}

void HostStack::add(std::unique_ptr<Interface> interface, Ipv4Address netmask, Ipv4Address gateway) {
  const LwipInUse use(lwip_);
  const ip_addr_t ip = to_lwip(interface->address);
  const ip_addr_t mask = to_lwip(netmask);
  const ip_addr_t router = to_lwip(gateway);
  const netif_input_fn input = interface->link == nullptr ? ip_input : ethernet_input;
  netif_add(&interface->net, &ip, &mask, &router, interface.get(), Interface::initialize, input);
  netif_set_up(&interface->net);
  netif_set_link_up(&interface->net);
  if (interfaces_.empty()) netif_set_default(&interface->net);
  interfaces_.push_back(std::move(interface));
}

void HostStack::receive_packet(Ipv4Address address, ByteView packet) {
  if (Interface* const interface = find(address)) interface->receive(lwip_, packet);
}

Result<void> HostStack::listen_tcp(Ipv4Address local, std::uint16_t port, Acceptor acceptor) {
  if (!has(local)) return fail("{} is not an address of this host", to_text(local));
  const LwipInUse use(lwip_);
  tcp_pcb* pcb = tcp_new();
  const ip_addr_t address = to_lwip(local);
  if (tcp_bind(pcb, &address, port) != ERR_OK) {
    tcp_abort(pcb);
    return fail("{}:{} is in use already", to_text(local), port);
  }
  auto listener = std::make_unique<Listener>(Listener{*this, tcp_listen(pcb), std::move(acceptor)});
  tcp_arg(listener->pcb, listener.get());
  tcp_accept(listener->pcb, Listener::accepted);
  listeners_[{local, port}] = std::move(listener);
  return {};
}

void HostStack::stop_listening(Ipv4Address local, std::uint16_t port) {
  const auto found = listeners_.find({local, port});
  if (found == listeners_.end()) return;
  const LwipInUse use(lwip_);
  tcp_close(found->second->pcb);
  listeners_.erase(found);
}

Result<std::shared_ptr<TcpConnection>> HostStack::connect_tcp(Ipv4Address remote, std::uint16_t port,
                                                              TcpConnection::Handlers handlers,
                                                              Ipv4Address local) {
  const LwipInUse use(lwip_);
  tcp_pcb* pcb = tcp_new();
  const ip_addr_t from = to_lwip(local);
  if (!has(local) || tcp_bind(pcb, &from, 0) != ERR_OK) {
    tcp_abort(pcb);
    return fail("{} has no port left to connect from", to_text(local));
  }
  auto connection = TcpConnection::begin(events(), lwip_, token_, pcb, remote, port);
  if (!connection) return fail("there is no way to {}:{}", to_text(remote), port);
  connection->set_handlers(std::move(handlers));
  remember(connection);
  return connection;
}

void HostStack::remember(const std::shared_ptr<TcpConnection>& connection) {
  std::erase_if(tcp_, [](const auto& closed) { return closed.expired(); });
  tcp_.push_back(connection);
}

Result<std::shared_ptr<UdpSocket>> HostStack::open_udp(Ipv4Address local, std::uint16_t port,
                                                       UdpSocket::Receiver receiver) {
  if (!has(local)) return fail("{} is not an address of this host", to_text(local));
  const LwipInUse use(lwip_);
  udp_pcb* pcb = udp_new();
  const ip_addr_t address = to_lwip(local);
  if (udp_bind(pcb, &address, port) != ERR_OK) {
    udp_remove(pcb);
    return fail("{}:{} is in use already", to_text(local), port);
  }
  auto socket = std::make_shared<UdpSocket>(events(), lwip_, pcb, std::move(receiver));
  std::erase_if(udp_, [](const auto& closed) { return closed.expired(); });
  udp_.push_back(socket);
  return socket;
}

// lwIP asks this for the way out (sim/third_party/lwip/lwip_hooks.h).
extern "C" {

netif* tlscam_lwip_route(const ip4_addr_t* source, const ip4_addr_t*) {
  netif* net = nullptr;
  NETIF_FOREACH(net) {
    if (ip4_addr_cmp(netif_ip4_addr(net), source)) return net;
  }
  return nullptr;
}

}  // extern "C"

}  // namespace tlscam
