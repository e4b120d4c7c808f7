#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/stack/host_stack.h"
#include "sim/workstation/program_network.h"
#include "sim/world/world.h"

namespace tlscam {

/// `WorkstationSockets` are the sockets of the workstation for programs that run beside the world: openssl
/// s_client, s_server and s_time.
///
/// The workstation joins the network with the first socket, by the address that the scene gives it. This
/// address and 127.0.0.0/8 lead to its own listeners and UDP ports, without the network. Names are localhost,
/// and what the world's name server knows, with its faults left out.
class WorkstationSockets : public ProgramNetwork {
 public:
  /// Must end before the world does.
  explicit WorkstationSockets(World& world) : world_(world) {}
  WorkstationSockets(const WorkstationSockets&) = delete;
  ~WorkstationSockets() override;

  unsigned state(int handle) const override;
  std::optional<Ipv4Address> lookup(std::string_view name) const override;
  int connect(SocketAddress remote) override;
  int listen(std::uint16_t port) override;
  int accept(int handle) override;
  SocketFailure failure(int handle) const override;
  SocketAddress peer(int handle) const override;
  Bytes receive(int handle, std::size_t limit) override;
  std::size_t send(int handle, ByteView bytes) override;
  void finish(int handle) override;
  int open_udp(std::uint16_t port) override;
  std::uint16_t udp_port(int handle) const override;
  bool send_to(int handle, SocketAddress remote, ByteView bytes) override;
  std::optional<std::pair<SocketAddress, Bytes>> receive_from(int handle) override;
  void close(int handle) override;
  void set_listener(std::function<void()> listener) override { listener_ = std::move(listener); }

 private:
  struct Socket;

  Socket* find(int handle) const;
  HostStack* stack();
  Ipv4Address own() const { return world_.addresses().workstation; }
  bool is_here(Ipv4Address address) const;
  int add(std::shared_ptr<Socket> socket);
  int connect_here(std::uint16_t port);
  static void attach(const std::shared_ptr<Socket>& socket, std::shared_ptr<TcpConnection> connection);
  TcpConnection::Handlers handlers(const std::shared_ptr<Socket>& socket);
  void tell() const;

  World& world_;
  std::map<int, std::shared_ptr<Socket>> sockets_;
  int last_handle_ = 0;
  std::function<void()> listener_;
};

}  // namespace tlscam
