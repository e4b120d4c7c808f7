#pragma once
#include <memory>
#include <optional>
#include <string>

#include "sim/desktop/panels/files_panel.h"
#include "sim/desktop/panels/stage.h"
#include "sim/lab/session/native_folder_watch.h"

namespace tlscam {

/// `WorkstationFolderActs` is about the real folder that has the workstation's files: what others do in it is
/// noticed, it is opened in other programs, and it says when it is gone or cannot be written to.
class WorkstationFolderActs {
 public:
  /// Lets the session look at the folder about once in a second.
  void look(Stage& stage);
  /// Puts its buttons into the head of the list of files.
  void add_to(FilesPanel& panel, Stage& stage);
  /// One line above the bench while something is wrong with the folder.
  void draw_trouble(Stage& stage) const;
  const std::optional<RealFolder>& folder() const { return shared_->folder; }

 private:
  struct Shared {
    FolderWatch watch;  // on the session's thread alone
    std::optional<RealFolder> folder;
    bool asked = false;
  };
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  double asked_at_ = -10;  // in seconds since the window's start
};

}  // namespace tlscam
