#include "sim/lab/view/map_layout.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

#include "sim/lab/view/time_words.h"
#include "sim/words/network.h"

namespace tlscam {
namespace {

// Half of the ellipse around the switch.
constexpr float kAcross = 122;
constexpr float kDown = 96;
constexpr std::size_t kFew = 4;                              // cameras that fit above
constexpr Duration kNoDelay = std::chrono::milliseconds(1);  // as short as this, it is the cable's own

// Angles in degrees, clockwise from the right.
void place_along(std::map<std::string, MapPlace>& places, const std::vector<const NodeSnapshot*>& nodes,
                 float from, float to) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const float part =
        nodes.size() == 1 ? 0.5f : static_cast<float>(i) / static_cast<float>(nodes.size() - 1);
    const float angle = (from + (to - from) * part) * std::numbers::pi_v<float> / 180;
    places[nodes[i]->name] = {kMapSwitch.x + kAcross * std::cos(angle),
                              kMapSwitch.y + kDown * std::sin(angle)};
  }
}

}  // namespace

std::map<std::string, MapPlace> map_layout(const std::vector<NodeSnapshot>& nodes) {
  std::vector<const NodeSnapshot*> cameras;
  std::vector<const NodeSnapshot*> others;
  for (const NodeSnapshot& node : nodes) (node.kind == NodeKind::camera ? cameras : others).push_back(&node);
  std::reverse(cameras.begin(), cameras.end());
  const bool many = cameras.size() > kFew;
  std::map<std::string, MapPlace> places;
  place_along(places, cameras, many ? 170.0f : 215.0f, many ? 370.0f : 325.0f);
  place_along(places, others, 140, 40);
  return places;
}

std::vector<AirLink> air_links(const std::vector<NodeSnapshot>& nodes) {
  std::vector<AirLink> links;
  for (const NodeSnapshot& node : nodes) {
    if (!node.radio || !node.radio->serves) continue;
    const AccessPointView& network = *node.radio->serves;
    for (const NodeSnapshot& station : nodes)
      if (std::ranges::find(network.stations, station.name) != network.stations.end())
        links.push_back({station.name, node.name, network.ssid});
  }
  return links;
}

std::optional<MapWay> map_way(const std::string& link, const std::vector<NodeSnapshot>& nodes) {
  const auto node = std::ranges::find_if(nodes, [&](const NodeSnapshot& one) {
    return one.link == link || (one.radio && one.radio->link == link);
  });
  if (node == nodes.end()) return std::nullopt;
  MapWay way{node->name, ""};
  if (node->link == link) return way;
  for (AirLink& air : air_links(nodes))
    if (air.station == node->name) way.other = std::move(air.access_point);
  return way;
}

std::optional<MapPlace> attacker_place(const AttackerView& attacker, const std::vector<NodeSnapshot>& nodes,
                                       const std::map<std::string, MapPlace>& places) {
  constexpr std::string_view kRadio = ".wlan";
  std::string link = attacker.host.empty() ? attacker.link : "gateway";
  if (link.ends_with(kRadio)) link.resize(link.size() - kRadio.size());
  const std::string& wanted = attacker.camera.empty() ? link : attacker.camera;
  for (const NodeSnapshot& node : nodes) {
    if (node.name != wanted && (!attacker.camera.empty() || node.link != link)) continue;
    const MapPlace spot = places.at(node.name);
    const float near = !attacker.camera.empty() ? 0.92f : !attacker.host.empty() ? 0.8f : 0.5f;
    return MapPlace{kMapSwitch.x + (spot.x - kMapSwitch.x) * near,
                    kMapSwitch.y + (spot.y - kMapSwitch.y) * near};
  }
  return std::nullopt;
}

std::vector<std::string> hosts_beyond(const std::vector<ServiceView>& services) {
  std::vector<std::string> hosts;
  for (const ServiceView& service : services) {
    // A host's services are named after it: "shop.example/https".
    const std::size_t slash = service.id.find('/');
    if (slash == std::string::npos) continue;
    const std::string host = service.id.substr(0, slash);
    if (std::ranges::find(hosts, host) == hosts.end()) hosts.push_back(host);
  }
  return hosts;
}

std::string link_trouble(const NodeSnapshot& node) {
  const LinkShown& link = node.conditions;
  if (!link.up) return words<"network.down">();
  std::string all;
  const auto add = [&](const std::string& trouble) { all += (all.empty() ? "" : ", ") + trouble; };
  if (link.delay > kNoDelay) add("+" + duration_text(link.delay));
  if (link.loss > 0) add(words<"network.loses">({.percent = std::lround(link.loss * 100)}));
  if (link.duplication > 0) add(words<"network.doubles">());
  if (link.reordering > 0) add(words<"network.reorders">());
  if (node.drop_pending) add(words<"network.drops_next">());
  return all;
}

}  // namespace tlscam
