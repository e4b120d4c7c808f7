#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/world/host_stack.h"
#include "sim/world/world.h"

namespace tlscam {

/// TCP sockets of the workstation for programs that run beside the world: openssl s_client and s_server. They
/// are named by handles above 0; a handle that is not open is ignored, or answered as a socket that has
/// ended. Nothing waits: programs ask for the state after the world has moved.
///
/// The workstation joins the network with the first socket, as 192.168.1.2. Its own address and 127.0.0.0/8
/// lead to its own listeners, without the network.
class WorkstationSockets {
 public:
  /// Must end before the world does.
  explicit WorkstationSockets(World& world) : world_(world) {}
  WorkstationSockets(const WorkstationSockets&) = delete;
  ~WorkstationSockets();

  /// What state() consists of.
  enum State : unsigned {
    kReadable = 1,   ///< bytes or the end are there; of a listener: somebody has come
    kWritable = 2,   ///< there is room to send
    kConnected = 4,  ///< the connection was made, if only once
    kEnded = 8,      ///< the connection is no more
  };

  /// The address of a name: localhost, or what the world's name server says, with its faults left out.
  std::optional<Ipv4Address> lookup(std::string_view name) const;

  /// Begins a connection; 0: there is no way there.
  int connect(Ipv4Address address, std::uint16_t port);
  /// Listens on all of the workstation's addresses, whatever the address is; 0: the port is in use.
  int listen(std::uint16_t port);
  /// The next connection of a listener, 0: none.
  int accept(int listener);

  unsigned state(int handle) const;
  /// How a connection has ended, if it has.
  std::optional<TcpConnection::Ending> ending(int handle) const;
  std::pair<Ipv4Address, std::uint16_t> peer(int handle) const;

  /// What has come, at most `limit` bytes.
  Bytes receive(int handle, std::size_t limit);
  /// Sends as much as there is room for and says how much.
  std::size_t send(int handle, ByteView bytes);
  /// Sends no more: a FIN follows what was sent.
  void finish(int handle);
  void close(int handle);

 private:
  struct Socket;

  Socket* find(int handle) const;
  HostStack* stack();
  int add(std::shared_ptr<Socket> socket);
  int connect_here(std::uint16_t port);
  static void attach(const std::shared_ptr<Socket>& socket, std::shared_ptr<TcpConnection> connection);
  static TcpConnection::Handlers handlers(const std::shared_ptr<Socket>& socket);

  World& world_;
  std::unique_ptr<HostStack> stack_;
  std::map<int, std::shared_ptr<Socket>> sockets_;
  int last_handle_ = 0;
};

/// Which sockets the exports for JavaScript (workstation_sockets.cc) work on; nullptr: none. Borrowed.
void set_workstation_sockets(WorkstationSockets* sockets);
WorkstationSockets* workstation_sockets();

}  // namespace tlscam
