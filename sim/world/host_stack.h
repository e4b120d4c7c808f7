#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/random.h"
#include "sim/base/result.h"
#include "sim/net/switch.h"
#include "sim/world/host_stack_tcp.h"
#include "sim/world/host_stack_udp.h"

namespace tlscam {

struct HostStackConfig {
  std::string name = "bridge";  ///< of its link to the switch
  Ipv4Address address{{192, 168, 1, 2}};
  Ipv4Address netmask{{255, 255, 255, 0}};
  Ipv4Address gateway{{192, 168, 1, 1}};
  LinkConditions link;
  std::uint64_t seed = 1;
};

/// A host with TCP and UDP in the simulated network, built on lwIP. lwIP keeps its state per process, so only
/// one such host can exist at a time; after its end another may be made.
///
/// Its handlers are called from events of the queue, never from inside one of its functions, so a handler may
/// do anything but end the stack. It belongs to real-time worlds: lwIP counts its packets on from one stack
/// to the next (the identification field), so a capture does not repeat byte for byte within a process. The
/// switch and its event queue outlive the stack.
class HostStack {
 public:
  /// Fails when another one exists.
  static Result<std::unique_ptr<HostStack>> create(Switch& network, HostStackConfig config = {});

  /// Resets every connection, closes every socket and unplugs the links.
  ~HostStack();
  HostStack(const HostStack&) = delete;
  HostStack& operator=(const HostStack&) = delete;

  EventQueue& events() { return network_.events(); }
  Ipv4Address address() const { return config_.address; }

  /// Gives the host one more address, with a link and a MAC of its own.
  Result<void> add_address(const std::string& link_name, Ipv4Address address);

  /// Accepts connections to one of the host's addresses. The acceptor sets the connection's handlers.
  using Acceptor = std::function<void(std::shared_ptr<TcpConnection>)>;
  Result<void> listen_tcp(Ipv4Address local, std::uint16_t port, Acceptor acceptor);
  void stop_listening(Ipv4Address local, std::uint16_t port);

  /// Begins a connection; whether it succeeds the handlers are told. `local` is one of the host's addresses.
  Result<std::shared_ptr<TcpConnection>> connect_tcp(Ipv4Address remote, std::uint16_t port,
                                                     TcpConnection::Handlers handlers, Ipv4Address local);
  Result<std::shared_ptr<TcpConnection>> connect_tcp(Ipv4Address remote, std::uint16_t port,
                                                     TcpConnection::Handlers handlers) {
    return connect_tcp(remote, port, std::move(handlers), config_.address);
  }

  /// Opens a UDP port of one of the host's addresses; port 0: any free one. It closes with its last owner.
  Result<std::shared_ptr<UdpSocket>> open_udp(Ipv4Address local, std::uint16_t port,
                                              UdpSocket::Receiver receiver);

 private:
  struct Interface;
  struct Listener;

  HostStack(Switch& network, HostStackConfig config);
  Interface* find(Ipv4Address local);
  void schedule_timers();

  Switch& network_;
  HostStackConfig config_;
  std::shared_ptr<const void> token_ = std::make_shared<char>();  ///< tells connections that the stack lives
  EventQueue::Id timer_;
  unsigned ticks_ = 0;
  std::vector<std::unique_ptr<Interface>> interfaces_;
  std::map<std::pair<Ipv4Address, std::uint16_t>, std::unique_ptr<Listener>> listeners_;
  std::vector<std::weak_ptr<UdpSocket>> udp_;
};

}  // namespace tlscam
