#pragma once
#include "sim/desktop/panels/attackers_card.h"
#include "sim/desktop/panels/bridge_card.h"
#include "sim/desktop/panels/faults_card.h"
#include "sim/desktop/panels/link_card.h"
#include "sim/desktop/panels/network_map.h"
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `NetworkPanel` is the network: its map, what is wrong with it, who attacks it, and what of this computer
/// it is joined with.
class NetworkPanel {
 public:
  void draw(Stage& stage);

 private:
  void draw_bar(Stage& stage);

  NetworkTab shown_ = NetworkTab::map;  // whose tab was brought into view
  NetworkMap map_;
  LinkCard link_;
  FaultsCard faults_;
  AttackersCard attackers_;
  BridgeCard bridge_;
};

}  // namespace tlscam
