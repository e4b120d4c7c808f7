#pragma once
#include <map>
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `FaultsCard` shows what is wrong with the network's services, and what waits on links for its frame.
class FaultsCard {
 public:
  void draw(Stage& stage);

 private:
  // A fault of answers about a name, as it is being written.
  struct Form {
    std::string name = "*";
    std::size_t kind = 0;
    std::string address = "192.168.1.99";
  };
  void draw_many(Stage& stage, const ServiceView& service);
  void draw_form(Stage& stage, const ServiceView& service);
  void draw_choices(Stage& stage, const ServiceView& service);
  void draw_placed(Stage& stage, const std::string& name, const std::string& link,
                   const std::vector<FaultSnapshot>& faults);

  std::map<std::string, Form> forms_;  // by the service's id
};

/// How many faults the services have, and how many wait on links.
std::size_t count_faults(const Snapshot& snapshot);

}  // namespace tlscam
