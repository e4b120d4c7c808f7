#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "sim/desktop/panels/stage.h"
#include "sim/lab/view/map_layout.h"

namespace tlscam {

/// `NetworkMap` draws the nodes around their switch, the frames that travel between them, and the attackers.
/// A link is pressed to change it, a node to go to its place on the bench.
class NetworkMap {
 public:
  /// `height` is of the screen.
  void draw(Stage& stage, float height);

 private:
  // A frame on its way; times are those of Dear ImGui.
  struct Flight {
    MapWay way;
    double begin = 0;
    bool from_node = false;
    bool lost = false;
    Color color = Color::service;
  };
  ImVec2 at(MapPlace place) const;
  void take_frames(const Stage& stage);
  void draw_links(Stage& stage);
  void draw_air(Stage& stage);
  void draw_radio(Stage& stage, const NodeSnapshot& node);
  void draw_frames(Stage& stage);
  void draw_switch(Stage& stage);
  void draw_nodes(Stage& stage);
  void draw_attackers(Stage& stage);

  std::uint64_t seen_ = 0;  // as Desk::frames_seen() counts
  std::uint64_t generation_ = 0;
  std::deque<Flight> flights_;
  // For the present frame.
  std::map<std::string, MapPlace> places_;
  ImVec2 origin_;
  float scale_ = 1;
};

}  // namespace tlscam
