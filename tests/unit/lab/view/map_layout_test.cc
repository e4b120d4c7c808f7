#include "sim/lab/view/map_layout.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

NodeSnapshot node(const std::string& name, NodeKind kind) {
  NodeSnapshot made;
  made.name = made.link = name;
  made.kind = kind;
  return made;
}

TEST(MapLayout, cameras_stand_above_the_switch_and_the_rest_below) {
  const std::vector<NodeSnapshot> nodes = {node("openmv", NodeKind::camera), node("cam2", NodeKind::camera),
                                           node("workstation", NodeKind::workstation),
                                           node("gateway", NodeKind::gateway)};
  const auto places = map_layout(nodes);
  EXPECT_LT(places.at("openmv").y, kMapSwitch.y);
  EXPECT_LT(places.at("cam2").y, kMapSwitch.y);
  EXPECT_GT(places.at("workstation").y, kMapSwitch.y);
  EXPECT_GT(places.at("gateway").y, kMapSwitch.y);
  EXPECT_LT(places.at("cam2").x, places.at("openmv").x);
  for (const auto& [name, place] : places) {
    EXPECT_GT(place.x, 0) << name;
    EXPECT_LT(place.x, kMapSize.x) << name;
  }
}

TEST(MapLayout, attacker_stands_on_his_link_or_beside_his_camera) {
  const std::vector<NodeSnapshot> nodes = {node("openmv", NodeKind::camera),
                                           node("gateway", NodeKind::gateway)};
  const auto places = map_layout(nodes);
  AttackerView attacker;
  attacker.link = "openmv.wlan";
  const auto on_link = attacker_place(attacker, nodes, places);
  ASSERT_TRUE(on_link);
  EXPECT_FLOAT_EQ(on_link->y, (places.at("openmv").y + kMapSwitch.y) / 2);
  attacker.link.clear();
  attacker.camera = "openmv";
  const auto in_hands = attacker_place(attacker, nodes, places);
  ASSERT_TRUE(in_hands);
  EXPECT_LT(in_hands->y, on_link->y);
  attacker.camera = "nobody";
  EXPECT_FALSE(attacker_place(attacker, nodes, places));
}

TEST(MapLayout, frames_of_a_cameras_own_network_are_drawn_at_the_station) {
  std::vector<NodeSnapshot> nodes = {node("openmv", NodeKind::camera), node("cam2", NodeKind::camera)};
  for (NodeSnapshot& one : nodes) one.radio.emplace().link = one.name + ".wlan";
  nodes[0].radio->serves = AccessPointView{"home", true, {"cam2"}};
  const auto air = air_links(nodes);
  ASSERT_EQ(air.size(), 1u);
  EXPECT_EQ(air[0].station, "cam2");
  EXPECT_EQ(air[0].access_point, "openmv");
  EXPECT_EQ(air[0].network, "home");
  const auto through_the_air = map_way("cam2.wlan", nodes);
  ASSERT_TRUE(through_the_air);
  EXPECT_EQ(through_the_air->node, "cam2");
  EXPECT_EQ(through_the_air->other, "openmv");
  const auto by_cable = map_way(nodes[1].link, nodes);
  ASSERT_TRUE(by_cable);
  EXPECT_EQ(by_cable->other, "");
  EXPECT_FALSE(map_way("nowhere", nodes));
}

TEST(MapLayout, host_beyond_the_router_counts_once) {
  std::vector<ServiceView> services(3);
  services[0].id = "dns";
  services[1].id = "shop.example/https";
  services[2].id = "shop.example/http";
  EXPECT_EQ(hosts_beyond(services), std::vector<std::string>{"shop.example"});
}

TEST(MapLayout, link_says_all_that_is_wrong_with_it) {
  NodeSnapshot one = node("openmv", NodeKind::camera);
  EXPECT_EQ(link_trouble(one), "");
  one.conditions.loss = 0.2;
  one.drop_pending = true;
  EXPECT_EQ(link_trouble(one), "loses 20 %, drops the next");
  one.conditions.up = false;
  EXPECT_EQ(link_trouble(one), "down");
}

}  // namespace
}  // namespace tlscam
