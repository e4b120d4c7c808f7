#include "sim/lab/watch/wait_report.h"

#include <algorithm>

namespace tlscam {
namespace {

std::string peer_name(const World& world, const camera_wait& wait) {
  Ipv4Address address;
  std::copy_n(wait.address, address.octets.size(), address.octets.begin());
  if (address == Ipv4Address{}) return "";
  if (const Camera* camera = world.find_camera(address)) return camera->name();
  return to_text(address);
}

std::string from(const std::string& peer) {
  return peer.empty() ? "" : " from " + peer;
}

}  // namespace

std::string describe_wait(const World& world, const Camera& camera) {
  if (camera.state() == CameraState::crashed) return camera.death();
  if (camera.state() == CameraState::off) return "";
  const camera_wait& wait = camera.waits_for();
  const std::string peer = peer_name(world, wait);
  switch (wait.kind) {
    case CAMERA_WAIT_REPL:
      return "waits for a key at the REPL";
    case CAMERA_WAIT_SLEEP:
      return "sleeps";
    case CAMERA_WAIT_POLL:
      return "waits in a poll loop (select or asyncio)";
    case CAMERA_WAIT_ACCEPT:
      return fmt::format("waits in accept() for a connection to port {}", wait.port);
    case CAMERA_WAIT_CONNECT:
      return fmt::format("waits in connect() for an answer{}", from(peer));
    case CAMERA_WAIT_RECEIVE:
      return fmt::format("waits in recv() for data{}", from(peer));
    case CAMERA_WAIT_SEND:
      return fmt::format("waits in write() until{} takes data", peer.empty() ? " the peer" : " " + peer);
    case CAMERA_WAIT_LOOKUP:
      return "waits in getaddrinfo() for an answer of the DNS server";
    case CAMERA_WAIT_READ_END:
      return fmt::format("waits in read() for end of file{}", from(peer));
    case CAMERA_WAIT_READ_SIZE:
      return fmt::format("waits in read(n) for data{}", from(peer));
    case CAMERA_WAIT_READ_LINE:
      return fmt::format("waits in readline() for a line{}", from(peer));
    case CAMERA_WAIT_HANDSHAKE:
      return fmt::format("waits in the TLS handshake for a message{}", from(peer));
    default:
      return "computes";
  }
}

std::string describe_waits(const World& world) {
  std::string text;
  for (const auto& run : world.scripts()) {
    if (run->state() != ScriptState::running) continue;
    if (!text.empty()) text += "; ";
    text += run->camera().name() + " " + describe_wait(world, run->camera());
  }
  return text;
}

}  // namespace tlscam
