#include "sim/lab/watch/message_watch.h"

#include <utility>

#include "sim/lab/watch/computing_cost.h"
#include "sim/lab/watch/endpoint_name.h"
#include "sim/lab/watch/wait_report.h"

namespace tlscam {
EndState MessageWatch::state_of(const World& world, Camera* camera) {
  if (!camera) return {};
  EndState state;
  state.does = describe_wait(world, *camera);
  if (camera->state() == CameraState::running) {
    state.file = camera->waits_for().file;
    state.line = camera->waits_for().line;
    // A program that came over the serial port has no name on the camera.
    const std::string& sent = camera->program().name;
    if (state.file == "<stdin>" && !sent.empty() && camera->waits_for().kind != CAMERA_WAIT_REPL)
      state.file = sent;
  }
  if (camera->heap()) state.heap_used = camera->heap()->used;
  if (camera->work()) {
    const std::uint64_t now = cortex_m7_instructions(*camera->work());
    std::uint64_t& told = computed_[camera->name()];
    state.instructions = now >= told ? now - told : now;  // less: it has started anew
    told = now;
  }
  camera->ask_use();
  return state;
}

void MessageWatch::look(World& world, const Ladder& ladder) {
  if (ladder.revision() == revision_) return;
  const std::uint64_t before = std::exchange(revision_, ladder.revision());
  for (const Conversation& conversation : ladder.conversations()) {
    if (conversation.revision <= before) continue;
    std::uint32_t& next = next_[conversation.id];
    for (const LadderEntry& entry : conversation.entries) {
      if (entry.id < next) continue;
      next = entry.id + 1;
      const Endpoint& from = entry.from_client ? conversation.client : conversation.server;
      const Endpoint& to = entry.from_client ? conversation.server : conversation.client;
      Camera* const sender = world.find_camera(from.address);
      Camera* const receiver = world.find_camera(to.address);
      MessageSeen seen;
      seen.conversation = conversation.id;
      seen.entry = entry.id;
      seen.at = entry.at;
      seen.from = endpoint_name(world, from);
      seen.to = endpoint_name(world, to);
      seen.name = entry.name;
      seen.bytes = entry.bytes;
      seen.from_client = entry.from_client;
      seen.encrypted = entry.encrypted;
      seen.lost = entry.lost;
      seen.sender = state_of(world, sender);
      seen.receiver = state_of(world, receiver);
      on_message_(seen);
    }
  }
}

}  // namespace tlscam
