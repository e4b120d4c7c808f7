#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// A place on the network map, from its left upper corner.
struct MapPlace {
  float x = 0;
  float y = 0;
};

inline constexpr MapPlace kMapSize{340, 290};
inline constexpr MapPlace kMapSwitch{170, 140};

/// `map_layout` says where each node stands, by name: around the switch, cameras above, the rest below.
/// web/src/store/map_layout.ts does the same for the page.
std::map<std::string, MapPlace> map_layout(const std::vector<NodeSnapshot>& nodes);

/// A camera's way through the air to the camera whose network it has joined.
struct AirLink {
  std::string station;
  std::string access_point;
  std::string network;  ///< its name
};

/// `air_links` lists them, for the networks that cameras make.
std::vector<AirLink> air_links(const std::vector<NodeSnapshot>& nodes);

/// `MapWay` is where a frame is drawn: on the way of a node to the switch or, in a camera's own network, to
/// its access point. There each frame is seen twice, at the access point and at the station: it is drawn at
/// the station.
struct MapWay {
  std::string node;
  std::string other;  ///< empty: the switch
};
std::optional<MapWay> map_way(const std::string& link, const std::vector<NodeSnapshot>& nodes);

/// `attacker_place` is where an attacker stands: on his link, or beside the camera that he has in his hands.
/// Nothing of the map when he is where it shows nothing.
std::optional<MapPlace> attacker_place(const AttackerView& attacker, const std::vector<NodeSnapshot>& nodes,
                                       const std::map<std::string, MapPlace>& places);

/// `hosts_beyond` lists the hosts beyond the router, in the order of their services: "shop.example".
std::vector<std::string> hosts_beyond(const std::vector<ServiceView>& services);

/// `link_trouble` says what is wrong with a node's link: "loses 20 %, drops the next"; empty: nothing.
std::string link_trouble(const NodeSnapshot& node);

}  // namespace tlscam
