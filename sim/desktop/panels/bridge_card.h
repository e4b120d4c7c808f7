#pragma once
#include <memory>
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `BridgeCard` shows which ports of this computer lead to which camera, and which real servers cameras
/// reach; it opens and closes them while the world runs.
class BridgeCard {
 public:
  void draw(Stage& stage);

 private:
  void ask(Stage& stage);
  void draw_bridges(Stage& stage, const Snapshot& snapshot);
  void draw_reaches(Stage& stage);

  // The session's last answers; it may still answer when the card is gone.
  struct Known {
    BridgesShown shown;
    std::string refused;  ///< why what was asked for last was not done
    bool asked = false;   ///< an answer is on its way
    bool changed = true;  ///< the answers are of the past
  };
  std::shared_ptr<Known> known_ = std::make_shared<Known>();
  std::uint64_t generation_ = 0;
  double asked_at_ = 0;

  std::string real_port_ = "8443";
  std::size_t camera_ = 0;
  std::string port_ = "8443";
  bool datagram_ = false;
  std::string name_;
  std::string server_port_;
};

}  // namespace tlscam
