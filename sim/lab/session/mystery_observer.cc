#include "sim/lab/session/mystery_observer.h"

#include <algorithm>

#include "sim/base/hex.h"
#include "sim/lab/session/open_world.h"

namespace tlscam {
namespace {

const Conversation* newest_between(const OpenWorld& opened, const MysterySetup& setup) {
  const Conversation* newest = nullptr;
  for (const Conversation& conversation : opened.ladder().conversations()) {
    if (!conversation.is_tls() || conversation.is_datagram() != setup.shape.datagrams) continue;
    if (conversation.server.port != setup.port) continue;
    if (opened.node_of(conversation.client).starts_with(setup.client.camera) &&
        opened.node_of(conversation.server) == setup.server.camera)
      newest = &conversation;
  }
  return newest;
}

bool went_through(const Conversation& conversation) {
  return std::ranges::count_if(conversation.entries, [](const LadderEntry& entry) {
           return entry.name == "Finished" && entry.arrives != kNever;
         }) >= 2;
}

bool has_data(const Conversation& conversation, bool from_client) {
  return std::ranges::any_of(conversation.entries, [&](const LadderEntry& entry) {
    return entry.kind == LadderKind::application_data && entry.from_client == from_client;
  });
}

std::string key_in(OpenWorld& opened, const Bytes& certificate) {
  return to_hex(opened.inspected().inspect(certificate, "verified").public_key);
}

// The client verifies down from the authority; the server's own certificate has depth 0.
void add_keys(OpenWorld& opened, const Bytes& client_random, MysteryKeys& keys) {
  std::optional<unsigned> top;
  for (const auto& [camera, at, verified] : opened.world().verifications()) {
    if (verified.client_random != client_random || verified.certificate.empty()) continue;
    if (!verified.is_client) {
      if (verified.depth == 0) keys.client = key_in(opened, verified.certificate);
      continue;
    }
    if (verified.depth == 0) keys.server = key_in(opened, verified.certificate);
    if (!top || verified.depth >= *top) {
      top = verified.depth;
      keys.authority = key_in(opened, verified.certificate);
    }
  }
}

Duration clock_off(World& world, const std::string& name) {
  const Camera* const camera = world.find_camera(name);
  return camera ? camera->clock() - world.events().true_time() : Duration{0};
}

}  // namespace

MysteryObserved observe_mystery(OpenWorld& opened) {
  const MysterySetup& setup = opened.mystery_run()->mystery().sound;
  World& world = opened.world();
  MysteryObserved observed;
  const Conversation* const newest = newest_between(opened, setup);
  if (!newest) return observed;
  observed.connected = true;
  observed.established = went_through(*newest);
  if (!observed.established) return observed;
  observed.answered = has_data(*newest, true) && has_data(*newest, false);
  observed.asked = newest->server_name;
  for (const TlsSession& session : world.sessions()) {
    if (!session.peer_proved || session.client_random != newest->client_random) continue;
    (session.is_client ? observed.server_proved : observed.client_proved) = true;
  }
  add_keys(opened, newest->client_random, observed.keys);
  observed.client_clock = clock_off(world, setup.client.camera);
  observed.server_clock = clock_off(world, setup.server.camera);
  return observed;
}

bool look_at_mystery(OpenWorld& opened) {
  auto& run = opened.mystery_run();
  if (!run || run->is_over() || run->named().empty()) return false;
  if (!why_not_repaired(*run, observe_mystery(opened)).empty()) return false;
  run->finish();
  return true;
}

}  // namespace tlscam
