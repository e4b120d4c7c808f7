#include "sim/lab/watch/endpoint_name.h"

namespace tlscam {

std::string node_of(const World& world, const Endpoint& endpoint) {
  // A man in the middle speaks from the addresses of others.
  if (world.services().find_attacker(endpoint.link)) return endpoint.link;
  if (const Camera* camera = world.find_camera(endpoint.address)) return camera->name();
  // A node may have more than one link: "openmv.wlan" belongs to openmv.
  return endpoint.link.substr(0, endpoint.link.find('.'));
}

std::string endpoint_name(const World& world, const Endpoint& endpoint) {
  const bool is_attacker = world.services().find_attacker(endpoint.link) != nullptr;
  std::string host = world.host_at(endpoint.address);
  if (!host.empty() && !is_attacker) return host;
  std::string node = node_of(world, endpoint);
  return node.empty() ? to_text(endpoint.address) : node;
}

}  // namespace tlscam
