#include "sim/wasm/workstation_sockets.h"

#include <algorithm>
#include <string>

namespace tlscam {
namespace {

using Ending = TcpConnection::Ending;

constexpr Ipv4Address kLocalhost{{127, 0, 0, 1}};
constexpr std::size_t kLocalRoom = 65536;  // bytes on the way between two programs of the workstation

bool is_local(Ipv4Address address) {
  return address.octets[0] == 127;
}

}  // namespace

// A connection over the network has a `connection`, one between two programs here an `other` end.
struct WorkstationSockets::Socket {
  std::shared_ptr<TcpConnection> connection;
  std::weak_ptr<Socket> other;
  bool is_here = false;
  Ipv4Address peer_address = kLocalhost;
  std::uint16_t peer_port = 0;
  Bytes inbox;
  bool connected = false;
  bool no_more = false;  // the other side sends no more
  bool finished = false;
  bool full = false;
  std::optional<Ending> ending;

  std::uint16_t listening = 0;  // the port, of a listener
  std::deque<std::shared_ptr<Socket>> arrived;
};

WorkstationSockets::~WorkstationSockets() {
  while (!sockets_.empty()) close(sockets_.begin()->first);
}

WorkstationSockets::Socket* WorkstationSockets::find(int handle) const {
  const auto found = sockets_.find(handle);
  return found == sockets_.end() ? nullptr : found->second.get();
}

HostStack* WorkstationSockets::stack() {
  if (!stack_) {
    HostStackConfig config;
    config.name = "workstation";
    if (auto created = HostStack::create(world_.network(), config)) stack_ = std::move(*created);
  }
  return stack_.get();
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
  const auto with_socket = [weak](auto change) {
    if (const auto alive = weak.lock()) change(*alive);
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
  socket->peer_address = connection->remote_address();
  socket->peer_port = connection->remote_port();
  socket->connection = std::move(connection);
}

int WorkstationSockets::connect(Ipv4Address address, std::uint16_t port) {
  if (is_local(address)) return connect_here(port);
  HostStack* const network = stack();
  if (network == nullptr) return 0;
  if (address == network->address()) return connect_here(port);
  const auto socket = std::make_shared<Socket>();
  auto connection = network->connect_tcp(address, port, handlers(socket));
  if (!connection) return 0;
  attach(socket, std::move(*connection));
  return add(socket);
}

int WorkstationSockets::connect_here(std::uint16_t port) {
  const auto client = std::make_shared<Socket>();
  client->is_here = true;
  client->peer_port = port;
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
  return add(client);
}

int WorkstationSockets::listen(std::uint16_t port) {
  HostStack* const network = stack();
  if (network == nullptr) return 0;
  const auto listener = std::make_shared<Socket>();
  const auto arrive = [listener = std::weak_ptr(listener)](std::shared_ptr<TcpConnection> connection) {
    const auto alive = listener.lock();
    if (!alive) return connection->reset();
    const auto socket = std::make_shared<Socket>();
    socket->connected = true;
    connection->set_handlers(handlers(socket));
    attach(socket, std::move(connection));
    alive->arrived.push_back(socket);
  };
  if (!network->listen_tcp(network->address(), port, arrive)) return 0;
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
  if (socket->listening != 0) return socket->arrived.empty() ? 0 : kReadable;
  unsigned state = 0;
  if (socket->connected) state |= kConnected;
  if (socket->ending) state |= kEnded;
  if (socket->ending || socket->no_more || !socket->inbox.empty()) state |= kReadable;
  const auto other = socket->other.lock();
  const bool room = socket->is_here ? !other || other->inbox.size() < kLocalRoom : !socket->full;
  if (socket->ending || (socket->connected && room)) state |= kWritable;
  return state;
}

std::optional<Ending> WorkstationSockets::ending(int handle) const {
  const Socket* const socket = find(handle);
  return socket != nullptr ? socket->ending : Ending::finished;
}

std::pair<Ipv4Address, std::uint16_t> WorkstationSockets::peer(int handle) const {
  const Socket* const socket = find(handle);
  if (socket == nullptr) return {};
  return {socket->peer_address, socket->peer_port};
}

Bytes WorkstationSockets::receive(int handle, std::size_t limit) {
  Socket* const socket = find(handle);
  if (socket == nullptr) return {};
  const auto end = socket->inbox.begin() + static_cast<std::ptrdiff_t>(std::min(limit, socket->inbox.size()));
  Bytes bytes(socket->inbox.begin(), end);
  socket->inbox.erase(socket->inbox.begin(), end);
  if (socket->connection) socket->connection->consumed(bytes.size());
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
  return part.size();
}

void WorkstationSockets::finish(int handle) {
  Socket* const socket = find(handle);
  if (socket == nullptr || socket->finished) return;
  socket->finished = true;
  if (socket->connection) socket->connection->finish();
  if (const auto other = socket->other.lock()) other->no_more = true;
}

void WorkstationSockets::close(int handle) {
  finish(handle);
  const auto found = sockets_.find(handle);
  if (found == sockets_.end()) return;
  const std::shared_ptr<Socket> socket = found->second;
  sockets_.erase(found);
  if (socket->listening != 0) {
    stack_->stop_listening(stack_->address(), socket->listening);
    for (const auto& stranger : socket->arrived) {
      if (stranger->connection) stranger->connection->reset();
      if (const auto other = stranger->other.lock()) other->ending = Ending::reset;
    }
  }
  if (const auto other = socket->other.lock()) other->ending = Ending::finished;
}

namespace {
WorkstationSockets* sockets = nullptr;
}

void set_workstation_sockets(WorkstationSockets* used) {
  sockets = used;
}

WorkstationSockets* workstation_sockets() {
  return sockets;
}

}  // namespace tlscam

// For JavaScript (web/src/worker/openssl/world_network.ts). An address is a number, its first octet the
// highest.
namespace {

tlscam::Ipv4Address address_of(std::uint32_t number) {
  return {{static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
           static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)}};
}

std::uint32_t number_of(tlscam::Ipv4Address address) {
  std::uint32_t number = 0;
  for (const std::uint8_t octet : address.octets) number = number << 8 | octet;
  return number;
}

}  // namespace

extern "C" {

/// 0: unknown.
[[gnu::used]] std::uint32_t tlscam_socket_lookup(const char* name, std::size_t size) {
  const auto found = tlscam::sockets ? tlscam::sockets->lookup({name, size}) : std::nullopt;
  return found ? number_of(*found) : 0;
}

[[gnu::used]] int tlscam_socket_connect(std::uint32_t address, std::uint16_t port) {
  return tlscam::sockets ? tlscam::sockets->connect(address_of(address), port) : 0;
}

[[gnu::used]] int tlscam_socket_listen(std::uint16_t port) {
  return tlscam::sockets ? tlscam::sockets->listen(port) : 0;
}

[[gnu::used]] int tlscam_socket_accept(int handle) {
  return tlscam::sockets ? tlscam::sockets->accept(handle) : 0;
}

[[gnu::used]] unsigned tlscam_socket_state(int handle) {
  return tlscam::sockets ? tlscam::sockets->state(handle) : tlscam::WorkstationSockets::kEnded;
}

/// 0: none, 1: refused, 2: no answer, 3: reset.
[[gnu::used]] int tlscam_socket_failure(int handle) {
  const auto ending = tlscam::sockets ? tlscam::sockets->ending(handle) : std::nullopt;
  if (!ending) return 0;
  switch (*ending) {
    case tlscam::Ending::finished:
      return 0;
    case tlscam::Ending::refused:
      return 1;
    case tlscam::Ending::unreachable:
      return 2;
    case tlscam::Ending::reset:
      return 3;
  }
  return 0;
}

[[gnu::used]] std::uint32_t tlscam_socket_peer_address(int handle) {
  return tlscam::sockets ? number_of(tlscam::sockets->peer(handle).first) : 0;
}

[[gnu::used]] std::uint16_t tlscam_socket_peer_port(int handle) {
  return tlscam::sockets ? tlscam::sockets->peer(handle).second : 0;
}

/// Copies what has come to `into`, which has room for `limit` bytes, and says how many those are.
[[gnu::used]] std::size_t tlscam_socket_receive(int handle, std::uint8_t* into, std::size_t limit) {
  if (tlscam::sockets == nullptr) return 0;
  const tlscam::Bytes bytes = tlscam::sockets->receive(handle, limit);
  std::copy(bytes.begin(), bytes.end(), into);
  return bytes.size();
}

[[gnu::used]] std::size_t tlscam_socket_send(int handle, const std::uint8_t* bytes, std::size_t size) {
  return tlscam::sockets ? tlscam::sockets->send(handle, {bytes, size}) : 0;
}

[[gnu::used]] void tlscam_socket_finish(int handle) {
  if (tlscam::sockets) tlscam::sockets->finish(handle);
}

[[gnu::used]] void tlscam_socket_close(int handle) {
  if (tlscam::sockets) tlscam::sockets->close(handle);
}

}  // extern "C"
