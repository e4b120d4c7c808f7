#include "sim/wasm/workstation_sockets.h"

#include <algorithm>

namespace tlscam {
namespace {
ProgramNetwork* sockets = nullptr;
}

void set_workstation_sockets(ProgramNetwork* used) {
  sockets = used;
}

ProgramNetwork* workstation_sockets() {
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
  return tlscam::sockets ? tlscam::sockets->connect({address_of(address), port}) : 0;
}

[[gnu::used]] int tlscam_socket_listen(std::uint16_t port) {
  return tlscam::sockets ? tlscam::sockets->listen(port) : 0;
}

[[gnu::used]] int tlscam_socket_accept(int handle) {
  return tlscam::sockets ? tlscam::sockets->accept(handle) : 0;
}

[[gnu::used]] unsigned tlscam_socket_state(int handle) {
  return tlscam::sockets ? tlscam::sockets->state(handle) : tlscam::ProgramNetwork::kEnded;
}

/// 0: none, 1: refused, 2: no answer, 3: reset.
[[gnu::used]] int tlscam_socket_failure(int handle) {
  return tlscam::sockets ? static_cast<int>(tlscam::sockets->failure(handle)) : 0;
}

[[gnu::used]] std::uint32_t tlscam_socket_peer_address(int handle) {
  return tlscam::sockets ? number_of(tlscam::sockets->peer(handle).address) : 0;
}

[[gnu::used]] std::uint16_t tlscam_socket_peer_port(int handle) {
  return tlscam::sockets ? tlscam::sockets->peer(handle).port : 0;
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
