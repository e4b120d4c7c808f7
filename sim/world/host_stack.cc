#include "sim/world/host_stack.h"

#include <lwip/etharp.h>
#include <lwip/init.h>
#include <lwip/ip4_frag.h>
#include <lwip/netif.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/tcp.h>
#include <lwip/udp.h>
#include <netif/ethernet.h>

#include <cstdio>
#include <cstring>

#include "sim/world/host_stack_address.h"

namespace tlscam {
namespace {

// lwIP's state is the process's, so is who uses it.
HostStack* the_stack = nullptr;
Random random_numbers(0);
Instant started;

MacAddress mac_of(Ipv4Address address) {
  const auto& ip = address.octets;
  return {{0x02, 0x00, ip[0], ip[1], ip[2], ip[3]}};  // locally administered, as the gateway's
}

}  // namespace

// One address of the host with its link to the switch.
struct HostStack::Interface {
  netif net{};
  Ipv4Address address;
  Link* link = nullptr;

  void receive(ByteView frame) {
    pbuf* packet = pbuf_alloc(PBUF_RAW, static_cast<u16_t>(frame.size()), PBUF_RAM);
    if (packet == nullptr) return;
    pbuf_take(packet, frame.data(), static_cast<u16_t>(frame.size()));
    if (net.input(packet, &net) != ERR_OK) pbuf_free(packet);
  }

  static err_t send(netif* net, pbuf* packet) {
    Bytes frame(packet->tot_len);
    pbuf_copy_partial(packet, frame.data(), packet->tot_len, 0);
    static_cast<Interface*>(net->state)->link->send(frame);
    return ERR_OK;
  }

  static err_t initialize(netif* net) {
    const auto& self = *static_cast<Interface*>(net->state);
    net->name[0] = 'h';
    net->name[1] = 's';
    net->mtu = 1500;
    net->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET;
    net->hwaddr_len = ETH_HWADDR_LEN;
    const MacAddress mac = mac_of(self.address);
    std::memcpy(net->hwaddr, mac.octets.data(), mac.octets.size());
    net->output = etharp_output;
    net->linkoutput = send;
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
    auto connection = TcpConnection::adopt(listener.stack.events(), listener.stack.token_, pcb);
    listener.stack.events().after(Duration::zero(), [acceptor = listener.acceptor, connection] {
      if (connection->is_open()) acceptor(connection);
    });
    return ERR_OK;
  }
};

Result<std::unique_ptr<HostStack>> HostStack::create(Switch& network, HostStackConfig config) {
  if (the_stack != nullptr)
    return fail("only one world at a time can have a bridge: lwIP keeps its state per process");
  std::unique_ptr<HostStack> stack(new HostStack(network, std::move(config)));
  if (auto added = stack->add_address(stack->config_.name, stack->config_.address); !added)
    return tl::unexpected(added.error());
  netif_set_default(&stack->interfaces_.front()->net);
  return stack;
}

HostStack::HostStack(Switch& network, HostStackConfig config)
    : network_(network), config_(std::move(config)) {
  the_stack = this;
  random_numbers = Random(Random::derive(config_.seed, config_.name));
  started = events().now();
  lwip_init();
  schedule_timers();
}

HostStack::~HostStack() {
  events().cancel(timer_);
  token_.reset();
  for (const auto& socket : udp_)
    if (const auto open = socket.lock()) open->close();
  for (const auto& [where, listener] : listeners_) tcp_close(listener->pcb);
  while (tcp_active_pcbs != nullptr) tcp_abort(tcp_active_pcbs);
  while (tcp_bound_pcbs != nullptr) tcp_abort(tcp_bound_pcbs);
  while (tcp_tw_pcbs != nullptr) tcp_abort(tcp_tw_pcbs);
  for (int i = 0; i <= IP_REASS_MAXAGE; ++i) ip_reass_tmr();  // lets go of half datagrams
  for (const auto& interface : interfaces_) {
    netif_remove(&interface->net);
    network_.unplug(*interface->link);
  }
  the_stack = nullptr;
}

HostStack::Interface* HostStack::find(Ipv4Address local) {
  for (const auto& interface : interfaces_)
    if (interface->address == local) return interface.get();
  return nullptr;
}

// The periods that lwIP's own timers have (core/timeouts.c).
void HostStack::schedule_timers() {
  timer_ = events().after(std::chrono::milliseconds(TCP_TMR_INTERVAL), [this] {
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
  interface->link = &network_.plug(link_name, config_.link,
                                   [raw = interface.get()](ByteView frame) { raw->receive(frame); });
  const ip_addr_t ip = to_lwip(address);
  const ip_addr_t netmask = to_lwip(config_.netmask);
  const ip_addr_t gateway = to_lwip(config_.gateway);
  netif_add(&interface->net, &ip, &netmask, &gateway, interface.get(), Interface::initialize, ethernet_input);
  netif_set_up(&interface->net);
  netif_set_link_up(&interface->net);
  interfaces_.push_back(std::move(interface));
  return {};
}

Result<void> HostStack::listen_tcp(Ipv4Address local, std::uint16_t port, Acceptor acceptor) {
  if (find(local) == nullptr) return fail("{} is not an address of this host", to_text(local));
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
  tcp_close(found->second->pcb);
  listeners_.erase(found);
}

Result<std::shared_ptr<TcpConnection>> HostStack::connect_tcp(Ipv4Address remote, std::uint16_t port,
                                                              TcpConnection::Handlers handlers,
                                                              Ipv4Address local) {
  tcp_pcb* pcb = tcp_new();
  const ip_addr_t from = to_lwip(local);
  if (find(local) == nullptr || tcp_bind(pcb, &from, 0) != ERR_OK) {
    tcp_abort(pcb);
    return fail("{} has no port left to connect from", to_text(local));
  }
  auto connection = TcpConnection::begin(events(), token_, pcb, remote, port);
  if (!connection) return fail("there is no way to {}:{}", to_text(remote), port);
  connection->set_handlers(std::move(handlers));
  return connection;
}

Result<std::shared_ptr<UdpSocket>> HostStack::open_udp(Ipv4Address local, std::uint16_t port,
                                                       UdpSocket::Receiver receiver) {
  if (find(local) == nullptr) return fail("{} is not an address of this host", to_text(local));
  udp_pcb* pcb = udp_new();
  const ip_addr_t address = to_lwip(local);
  if (udp_bind(pcb, &address, port) != ERR_OK) {
    udp_remove(pcb);
    return fail("{}:{} is in use already", to_text(local), port);
  }
  auto socket = std::make_shared<UdpSocket>(events(), pcb, std::move(receiver));
  std::erase_if(udp_, [](const auto& closed) { return closed.expired(); });
  udp_.push_back(socket);
  return socket;
}

// What lwIP asks for (sim/third_party/lwip).
extern "C" {

u32_t sys_now() {
  if (the_stack == nullptr) return 0;
  const auto passed = the_stack->events().now() - started;
  return static_cast<u32_t>(std::chrono::floor<std::chrono::milliseconds>(passed).count());
}

std::uint32_t tlscam_lwip_random() {
  return static_cast<std::uint32_t>(random_numbers.next());
}

void tlscam_lwip_assert(const char* message, const char* file, int line) {
  std::fprintf(stderr, "tlscam: lwIP is in a state that it rules out: %s (%s:%d)\n", message, file, line);
}

netif* tlscam_lwip_route(const ip4_addr_t* source, const ip4_addr_t*) {
  netif* net = nullptr;
  NETIF_FOREACH(net) {
    if (ip4_addr_cmp(netif_ip4_addr(net), source)) return net;
  }
  return nullptr;
}

}  // extern "C"

}  // namespace tlscam
