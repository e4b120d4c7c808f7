#include "sim/lab/message_watch.h"

#include "sim/lab/wait_report.h"

namespace tlscam {
namespace {

std::string name_of(const World& world, const Endpoint& endpoint) {
  if (const Camera* camera = world.find_camera(endpoint.address)) return camera->name();
  return endpoint.link.empty() ? to_text(endpoint.address) : endpoint.link.substr(0, endpoint.link.find('.'));
}

EndState state_of(World& world, const Endpoint& endpoint) {
  Camera* camera = world.find_camera(endpoint.address);
  if (!camera) return {};
  EndState state;
  state.does = describe_wait(world, *camera);
  if (camera->state() == CameraState::running) {
    state.file = camera->waits_for().file;
    state.line = camera->waits_for().line;
    // A program that came over the serial port has no name on the camera.
    const std::string& sent = camera->serial().program_name();
    if (state.file == "<stdin>" && !sent.empty() && camera->waits_for().kind != CAMERA_WAIT_REPL)
      state.file = sent;
  }
  if (camera->heap()) state.heap_used = camera->heap()->used;
  camera->ask_heap();
  return state;
}

}  // namespace

void MessageWatch::look(World& world, const Ladder& ladder) {
  if (ladder.revision() == revision_) return;
  revision_ = ladder.revision();
  for (const Conversation& conversation : ladder.conversations()) {
    Told& told = told_[conversation.id];
    if (told.revision == conversation.revision) continue;
    told.revision = conversation.revision;
    for (const LadderEntry& entry : conversation.entries) {
      if (entry.id < told.next_entry) continue;
      told.next_entry = entry.id + 1;
      const Endpoint& from = entry.from_client ? conversation.client : conversation.server;
      const Endpoint& to = entry.from_client ? conversation.server : conversation.client;
      on_message_({conversation.id, entry.id, entry.at, name_of(world, from), name_of(world, to), entry.name,
                   entry.bytes, entry.from_client, entry.encrypted, entry.lost, state_of(world, from),
                   state_of(world, to)});
    }
  }
}

}  // namespace tlscam
