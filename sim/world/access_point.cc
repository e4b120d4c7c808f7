#include "sim/world/access_point.h"

#include <algorithm>

namespace tlscam {

JoinResult AccessPoint::join(std::string_view ssid, std::string_view key) const {
  if (network.up && network.ssid == ssid) {
    return network.key == key ? JoinResult::joined : JoinResult::wrong_key;
  }
  const bool heard = std::ranges::any_of(
      neighbours, [&](const WifiNetwork& other) { return other.up && other.ssid == ssid; });
  return heard ? JoinResult::wrong_key : JoinResult::no_such_network;
}

std::vector<WifiNetwork> AccessPoint::scan() const {
  std::vector<WifiNetwork> heard = neighbours;
  heard.push_back(network);
  if (network.key.empty()) heard.back().security = WifiSecurity::open;
  std::erase_if(heard, [](const WifiNetwork& one) { return !one.up; });
  for (WifiNetwork& one : heard) {
    one.key.clear();
    if (one.hidden) one.ssid.clear();
  }
  std::ranges::stable_sort(heard, std::ranges::greater(), &WifiNetwork::rssi);
  return heard;
}

}  // namespace tlscam
