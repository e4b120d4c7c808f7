#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"

namespace tlscam {

/// An address and a port.
struct SocketAddress {
  Ipv4Address address;
  std::uint16_t port = 0;
};

/// How a connection failed.
enum class SocketFailure { none, refused, no_answer, reset };

/// `ProgramNetwork` is the network that the workstation's programs see: the sockets of their computer in the
/// world. They are named by handles above 0; a handle that is not open is answered as a socket that has
/// ended. Nothing waits: a program asks for the state again after the network has changed.
class ProgramNetwork {
 public:
  virtual ~ProgramNetwork() = default;

  /// The bits of state().
  enum State : unsigned {
    kReadable = 1,   ///< bytes, a datagram or the end are there; of a listener: somebody has come
    kWritable = 2,   ///< there is room to send
    kConnected = 4,  ///< the connection was made, if only once
    kEnded = 8,      ///< the connection is over
  };
  virtual unsigned state(int handle) const = 0;

  /// The address of a name; none: nobody knows it.
  virtual std::optional<Ipv4Address> lookup(std::string_view name) const = 0;

  /// Begins a connection; 0: there is no way there.
  virtual int connect(SocketAddress remote) = 0;
  /// Listens on all of the workstation's addresses; 0: the port is in use.
  virtual int listen(std::uint16_t port) = 0;
  /// The next connection of a listener; 0: none.
  virtual int accept(int listener) = 0;
  virtual SocketFailure failure(int handle) const = 0;
  virtual SocketAddress peer(int handle) const = 0;

  /// Returns what has come, at most `limit` bytes.
  virtual Bytes receive(int handle, std::size_t limit) = 0;
  /// Sends as much as there is room for and returns how much.
  virtual std::size_t send(int handle, ByteView bytes) = 0;
  /// Sends no more: a FIN follows what was sent.
  virtual void finish(int handle) = 0;

  /// Opens a UDP port; 0 as the port: any free one. Returns 0 when it is in use.
  virtual int open_udp(std::uint16_t port) = 0;
  virtual std::uint16_t udp_port(int handle) const = 0;
  /// Returns whether there is a way to the receiver.
  virtual bool send_to(int handle, SocketAddress remote, ByteView bytes) = 0;
  virtual std::optional<std::pair<SocketAddress, Bytes>> receive_from(int handle) = 0;

  virtual void close(int handle) = 0;

  /// The listener is called when any state may have changed, from inside an event of the world; it must not
  /// close sockets. An empty one ends it.
  virtual void set_listener(std::function<void()> listener) = 0;
};

}  // namespace tlscam
