#pragma once
#include <map>
#include <memory>
#include <set>

#include "sim/desktop/model/documents.h"
#include "sim/desktop/panels/camera_dialogs.h"
#include "sim/desktop/panels/camera_head.h"
#include "sim/desktop/panels/file_view_panel.h"
#include "sim/desktop/panels/files_panel.h"
#include "sim/desktop/panels/project_dialog.h"
#include "sim/desktop/panels/real_camera_panel.h"
#include "sim/desktop/panels/stage.h"
#include "sim/desktop/panels/workstation_folder_acts.h"
#include "sim/desktop/terminal/terminal_view.h"

namespace tlscam {

/// `BenchPanel` is the bench: the workstation with its terminal and files, and each camera with its console
/// and drive. Beside the files of a place, one of them can be open.
class BenchPanel {
 public:
  /// Connects the consoles with the session; the stage outlives the panel.
  explicit BenchPanel(Stage& stage);

  void draw(Stage& stage);
  Documents& documents() { return documents_; }

 private:
  void draw_workstation(Stage& stage);
  void draw_running(Stage& stage);
  void draw_camera(Stage& stage, const CameraSnapshot& camera);
  void draw_off(Stage& stage, const CameraSnapshot& camera);
  // A terminal or console, and beside it the files of its place.
  void draw_halves(Stage& stage, const std::string& place, const std::function<void()>& first);
  void begin_world();
  void take_dropped(Stage& stage);
  void follow_performance(const Snapshot& snapshot);
  void follow_files(Stage& stage);
  std::uint64_t changes_of(const std::string& place) const;
  TerminalView& console(const std::string& camera);

  Stage& stage_;
  Documents documents_;
  ScriptMemory scripts_;
  std::map<std::string, std::unique_ptr<TerminalView>> consoles_;  // "" is the workstation's terminal
  std::set<std::string> spoke_;                                    // consoles that have printed something
  std::map<std::string, FilesPanel> files_;
  std::map<std::string, std::uint64_t> changes_;  // in the files of each place, as last seen
  FileViewPanel file_view_;
  WorkstationFolderActs folder_acts_;
  CameraHead head_;
  AddCameraDialog add_;
  RemoveCameraDialog remove_;
  ProjectDialog project_;
  RealCameraPanel real_camera_;
  std::uint64_t generation_ = 0;
  std::uint32_t performance_ = 0;
  std::string performed_at_;
  std::size_t written_ = 0;  // files that the performance wrote and that were shown
};

}  // namespace tlscam
