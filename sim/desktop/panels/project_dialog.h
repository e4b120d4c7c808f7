#pragma once
#include <string>

#include "sim/desktop/model/backup_file.h"
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `ProjectDialog` shows which folder keeps the present world, and opens or makes others.
class ProjectDialog {
 public:
  void draw(Stage& stage);

 private:
  void draw_present(Stage& stage);
  void draw_recent(Stage& stage);
  void open(Stage& stage, const std::string& folder);

  void draw_exchange(Stage& stage, const std::string& typed);
  void read(Stage& stage, const std::string& typed);

  std::string path_;       // that is being typed
  BackupWorlds imported_;  // to choose from
};

}  // namespace tlscam
