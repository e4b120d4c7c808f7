#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/net/switch.h"
#include "sim/stack/host_stack_tcp.h"
#include "sim/stack/host_stack_udp.h"
#include "sim/stack/lwip_state.h"

namespace tlscam {

/// HostStackConfig says how the stack's cables to the switch are, and what feeds its random numbers.
struct HostStackConfig {
  Ipv4Address netmask{{255, 255, 255, 0}};
  Ipv4Address gateway{{192, 168, 1, 1}};
  LinkConditions link{};
  std::uint64_t seed = 1;
};

/// A HostStack is TCP and UDP for everything in the world that is not a camera: servers, the workstation's
/// programs, the bridge. It is built on lwIP and has any number of addresses: some with a link of their own
/// to the switch, some that lie beyond the router. Every packet between two of them really travels.
///
/// Its handlers are called from events of the queue, never from inside one of its functions, so a handler may
/// do anything but end the stack. The same calls at the same times with the same seed give the same packets,
/// however many stacks the process has or had. The switch and its event queue outlive the stack.
class HostStack {
 public:
  explicit HostStack(Switch& network, HostStackConfig config = {});

  /// Resets every connection, closes every socket and unplugs the links.
  ~HostStack();
  HostStack(const HostStack&) = delete;
  HostStack& operator=(const HostStack&) = delete;

  EventQueue& events() { return network_.events(); }

  /// The MAC that an address of the world's own nodes has: locally administered, with the address in it.
  static MacAddress mac_of(Ipv4Address address);

  bool has(Ipv4Address address) const;

  /// Adds an address with a link and a MAC of its own. Fails when the address or the name of the link is
  /// taken.
  Result<void> add_address(const std::string& link_name, Ipv4Address address);

  /// Adds an address beyond the router: `send` takes the IPv4 packets that leave from it, and
  /// receive_packet() brings those that arrive. Fails when the address is taken.
  using PacketSender = std::function<void(ByteView packet)>;
  Result<void> add_routed_address(Ipv4Address address, PacketSender send);
  void receive_packet(Ipv4Address address, ByteView packet);

  /// Accepts connections to one of the host's addresses. The acceptor sets the connection's handlers.
  using Acceptor = std::function<void(std::shared_ptr<TcpConnection>)>;
  Result<void> listen_tcp(Ipv4Address local, std::uint16_t port, Acceptor acceptor);
  void stop_listening(Ipv4Address local, std::uint16_t port);

  /// Begins a connection from `local`, one of the host's addresses; the handlers hear whether it succeeds.
  Result<std::shared_ptr<TcpConnection>> connect_tcp(Ipv4Address remote, std::uint16_t port,
                                                     TcpConnection::Handlers handlers, Ipv4Address local);

  /// Opens a UDP port of one of the host's addresses; port 0: any free one. It closes with its last owner.
  Result<std::shared_ptr<UdpSocket>> open_udp(Ipv4Address local, std::uint16_t port,
                                              UdpSocket::Receiver receiver);

 private:
  struct Interface;
  struct Listener;

  Interface* find(Ipv4Address local) const;
  void add(std::unique_ptr<Interface> interface, Ipv4Address netmask, Ipv4Address gateway);
  void schedule_timers();
  void remember(const std::shared_ptr<TcpConnection>& connection);

  Switch& network_;
  HostStackConfig config_;
  LwipState lwip_;
  std::shared_ptr<const void> token_ = std::make_shared<char>();  ///< expires with the stack
  EventQueue::Id timer_;
  unsigned ticks_ = 0;
  std::vector<std::unique_ptr<Interface>> interfaces_;
  std::map<std::pair<Ipv4Address, std::uint16_t>, std::unique_ptr<Listener>> listeners_;
  std::vector<std::weak_ptr<UdpSocket>> udp_;
  std::vector<std::weak_ptr<TcpConnection>> tcp_;
};

}  // namespace tlscam
