#include "sim/lab/message_watch.h"

#include "sim/lab/wait_report.h"

namespace tlscam {
namespace {

std::string name_of(const World& world, const Endpoint& endpoint) {
  if (const Camera* camera = world.find_camera(endpoint.address)) return camera->name();
  return endpoint.link.empty() ? to_text(endpoint.address) : endpoint.link.substr(0, endpoint.link.find('.'));
}

std::string does(const World& world, const Endpoint& endpoint) {
  const Camera* camera = world.find_camera(endpoint.address);
  return camera ? describe_wait(world, *camera) : "";
}

}  // namespace

void MessageWatch::look(const World& world, const Ladder& ladder) {
  if (ladder.revision() == revision_) return;
  revision_ = ladder.revision();
  for (const Conversation& conversation : ladder.conversations()) {
    std::uint32_t& next = next_entry_[conversation.id];
    for (const LadderEntry& entry : conversation.entries) {
      if (entry.id < next) continue;
      next = entry.id + 1;
      const Endpoint& from = entry.from_client ? conversation.client : conversation.server;
      const Endpoint& to = entry.from_client ? conversation.server : conversation.client;
      on_message_({entry.at, name_of(world, from), name_of(world, to), entry.name, entry.bytes,
                   entry.encrypted, entry.lost, does(world, from), does(world, to)});
    }
  }
}

}  // namespace tlscam
