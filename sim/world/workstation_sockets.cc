#include "sim/world/workstation_sockets.h"

#include <algorithm>
#include <string>

namespace tlscam {
namespace {

using Ending = TcpConnection::Ending;

constexpr Ipv4Address kLocalhost{{127, 0, 0, 1}};
constexpr std::size_t kLocalRoom = 65536;    // bytes on the way between two programs of the workstation
constexpr std::size_t kMostDatagrams = 256;  // that wait to be received; further ones are lost

bool is_local(Ipv4Address address) {
  return address.octets[0] == 127;
}

}  // namespace

// A connection over the network has a `connection`, one between two programs here an `other` end, and a UDP
// port a `udp` one.
struct WorkstationSockets::Socket {
  std::shared_ptr<TcpConnection> connection;
  std::weak_ptr<Socket> other;
  bool is_here = false;
  SocketAddress peer{kLocalhost, 0};
  Bytes inbox;
  bool connected = false;
  bool no_more = false;  // the other side sends no more
  bool finished = false;
  bool full = false;
  std::optional<Ending> ending;

  std::uint16_t listening = 0;  // the port, of a listener
  std::deque<std::shared_ptr<Socket>> arrived;

  std::shared_ptr<UdpSocket> udp;
  std::deque<std::pair<SocketAddress, Bytes>> datagrams;

  void receive_datagram(SocketAddress from, ByteView bytes) {
    if (datagrams.size() < kMostDatagrams) datagrams.emplace_back(from, Bytes(bytes.begin(), bytes.end()));
  }
};

WorkstationSockets::~WorkstationSockets() {
  while (!sockets_.empty()) close(sockets_.begin()->first);
}

WorkstationSockets::Socket* WorkstationSockets::find(int handle) const {
  const auto found = sockets_.find(handle);
  return found == sockets_.end() ? nullptr : found->second.get();
}

HostStack* WorkstationSockets::stack() {
  return world_.stack_at(own(), "workstation").value_or(nullptr);
}

bool WorkstationSockets::is_here(Ipv4Address address) const {
  return is_local(address) || address == own();
}

// The listener may ask for anything but the end of a socket.
void WorkstationSockets::tell() const {
  if (const auto listener = listener_) listener();
}

int WorkstationSockets::add(std::shared_ptr<Socket> socket) {
  sockets_[++last_handle_] = std::move(socket);
  return last_handle_;
}

std::optional<Ipv4Address> WorkstationSockets::lookup(std::string_view name) const {
  if (name == "localhost") return kLocalhost;
  return world_.gateway().dns().find(name);
}

TcpConnection::Handlers WorkstationSockets::handlers(const std::shared_ptr<Socket>& socket) {
  // The connection may outlive the socket.
  const std::weak_ptr<Socket> weak = socket;
  const auto with_socket = [this, weak](auto change) {
    const auto alive = weak.lock();
    if (!alive) return;
    change(*alive);
    tell();
  };
  return {.connected = [=] { with_socket([](Socket& s) { s.connected = true; }); },
          .data =
              [=](ByteView data) {
                with_socket([&](Socket& s) { s.inbox.insert(s.inbox.end(), data.begin(), data.end()); });
              },
          .ended = [=] { with_socket([](Socket& s) { s.no_more = true; }); },
          .writable = [=] { with_socket([](Socket& s) { s.full = false; }); },
          .closed = [=](Ending ending) { with_socket([&](Socket& s) { s.ending = ending; }); }};
}

void WorkstationSockets::attach(const std::shared_ptr<Socket>& socket,
                                std::shared_ptr<TcpConnection> connection) {
  socket->peer = {connection->remote_address(), connection->remote_port()};
  socket->connection = std::move(connection);
}

int WorkstationSockets::connect(SocketAddress remote) {
  if (is_here(remote.address)) return connect_here(remote.port);
  HostStack* const network = stack();
  if (network == nullptr) return 0;
  const auto socket = std::make_shared<Socket>();
  auto connection = network->connect_tcp(remote.address, remote.port, handlers(socket), own());
  if (!connection) return 0;
  attach(socket, std::move(*connection));
  return add(socket);
}

int WorkstationSockets::connect_here(std::uint16_t port) {
  const auto client = std::make_shared<Socket>();
  client->is_here = true;
  client->peer.port = port;
  const auto listener = std::ranges::find_if(
      sockets_, [port](const auto& entry) { return port != 0 && entry.second->listening == port; });
  if (listener == sockets_.end()) {
    client->ending = Ending::refused;
    return add(client);
  }
  const auto server = std::make_shared<Socket>();
  server->is_here = true;
  server->other = client;
  client->other = server;
  client->connected = server->connected = true;
  listener->second->arrived.push_back(server);
  const int handle = add(client);
  tell();
  return handle;
}

int WorkstationSockets::listen(std::uint16_t port) {
  HostStack* const network = stack();
  if (network == nullptr) return 0;
  const auto listener = std::make_shared<Socket>();
  const auto arrive = [this, listener = std::weak_ptr(listener)](std::shared_ptr<TcpConnection> connection) {
    const auto alive = listener.lock();
    if (!alive) return connection->reset();
    const auto socket = std::make_shared<Socket>();
    socket->connected = true;
    connection->set_handlers(handlers(socket));
    attach(socket, std::move(connection));
    alive->arrived.push_back(socket);
    tell();
  };
  if (!network->listen_tcp(own(), port, arrive)) return 0;
  listener->listening = port;
  return add(listener);
}

int WorkstationSockets::accept(int handle) {
  Socket* const listener = find(handle);
  if (listener == nullptr || listener->arrived.empty()) return 0;
  const auto socket = listener->arrived.front();
  listener->arrived.pop_front();
  return add(socket);
}

unsigned WorkstationSockets::state(int handle) const {
  const Socket* const socket = find(handle);
  if (socket == nullptr) return kReadable | kWritable | kEnded;
  if (socket->listening != 0) return socket->arrived.empty() ? 0u : kReadable;
  if (socket->udp) return kWritable | (socket->datagrams.empty() ? 0u : kReadable);
  unsigned state = 0;
  if (socket->connected) state |= kConnected;
  if (socket->ending) state |= kEnded;
  if (socket->ending || socket->no_more || !socket->inbox.empty()) state |= kReadable;
  const auto other = socket->other.lock();
  const bool room = socket->is_here ? !other || other->inbox.size() < kLocalRoom : !socket->full;
  if (socket->ending || (socket->connected && room)) state |= kWritable;
  return state;
}

SocketFailure WorkstationSockets::failure(int handle) const {
  const Socket* const socket = find(handle);
  if (socket == nullptr || !socket->ending) return SocketFailure::none;
  switch (*socket->ending) {
    case Ending::finished:
      return SocketFailure::none;
    case Ending::refused:
      return SocketFailure::refused;
    case Ending::unreachable:
      return SocketFailure::no_answer;
    case Ending::reset:
      return SocketFailure::reset;
  }
  return SocketFailure::none;
}

SocketAddress WorkstationSockets::peer(int handle) const {
  const Socket* const socket = find(handle);
  return socket == nullptr ? SocketAddress{} : socket->peer;
}

Bytes WorkstationSockets::receive(int handle, std::size_t limit) {
  Socket* const socket = find(handle);
  if (socket == nullptr) return {};
  const auto end = socket->inbox.begin() + static_cast<std::ptrdiff_t>(std::min(limit, socket->inbox.size()));
  Bytes bytes(socket->inbox.begin(), end);
  socket->inbox.erase(socket->inbox.begin(), end);
  if (socket->connection) socket->connection->consumed(bytes.size());
  if (socket->is_here) tell();  // there is room for the other end
  return bytes;
}

std::size_t WorkstationSockets::send(int handle, ByteView bytes) {
  Socket* const socket = find(handle);
  if (socket == nullptr || socket->finished || socket->ending) return 0;
  if (socket->connection) {
    const std::size_t sent = socket->connection->send(bytes);
    socket->full = sent < bytes.size();
    return sent;
  }
  const auto other = socket->other.lock();
  if (!other) return 0;
  const std::size_t room = kLocalRoom - std::min(kLocalRoom, other->inbox.size());
  const ByteView part = bytes.subspan(0, std::min(room, bytes.size()));
  other->inbox.insert(other->inbox.end(), part.begin(), part.end());
  tell();
  return part.size();
}

void WorkstationSockets::finish(int handle) {
  Socket* const socket = find(handle);
  if (socket == nullptr || socket->finished) return;
  socket->finished = true;
  if (socket->connection) socket->connection->finish();
  const auto other = socket->other.lock();
  if (!other) return;
  other->no_more = true;
  tell();
}

int WorkstationSockets::open_udp(std::uint16_t port) {
  HostStack* const network = stack();
  if (network == nullptr) return 0;
  const auto socket = std::make_shared<Socket>();
  const auto receive = [this, weak = std::weak_ptr(socket)](Ipv4Address from, std::uint16_t from_port,
                                                            ByteView bytes) {
    const auto alive = weak.lock();
    if (!alive) return;
    alive->receive_datagram({from, from_port}, bytes);
    tell();
  };
  auto opened = network->open_udp(own(), port, receive);
  if (!opened) return 0;
  socket->udp = std::move(*opened);
  return add(socket);
}

std::uint16_t WorkstationSockets::udp_port(int handle) const {
  const Socket* const socket = find(handle);
  return socket != nullptr && socket->udp ? socket->udp->port() : 0;
}

bool WorkstationSockets::send_to(int handle, SocketAddress remote, ByteView bytes) {
  Socket* const socket = find(handle);
  if (socket == nullptr || !socket->udp) return false;
  if (!is_here(remote.address)) return socket->udp->send(remote.address, remote.port, bytes).has_value();
  for (const auto& [other, receiver] : sockets_) {
    if (!receiver->udp || receiver->udp->port() != remote.port) continue;
    receiver->receive_datagram({remote.address, socket->udp->port()}, bytes);
    tell();
  }
  return true;
}

std::optional<std::pair<SocketAddress, Bytes>> WorkstationSockets::receive_from(int handle) {
  Socket* const socket = find(handle);
  if (socket == nullptr || socket->datagrams.empty()) return std::nullopt;
  auto datagram = std::move(socket->datagrams.front());
  socket->datagrams.pop_front();
  return datagram;
}

void WorkstationSockets::close(int handle) {
  finish(handle);
  const auto found = sockets_.find(handle);
  if (found == sockets_.end()) return;
  const std::shared_ptr<Socket> socket = found->second;
  sockets_.erase(found);
  if (socket->listening != 0) {
    if (HostStack* const network = stack()) network->stop_listening(own(), socket->listening);
    for (const auto& stranger : socket->arrived) {
      if (stranger->connection) stranger->connection->reset();
      if (const auto other = stranger->other.lock()) other->ending = Ending::reset;
    }
  }
  if (const auto other = socket->other.lock()) {
    other->ending = Ending::finished;
    tell();
  }
}

}  // namespace tlscam
