#pragma once
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"
#include "sim/desktop/terminal/terminal_view.h"
#include "sim/lab/board/native_board_port.h"

namespace tlscam {

/// `RealCameraPanel` is the bench's place for a camera at a port of this computer: its console, and beside it
/// the files of the workstation that are examined for it and written.
class RealCameraPanel {
 public:
  void draw(Stage& stage);
  /// Lets the camera's time pass, whatever the bench shows. The next frame comes soon while one is connected.
  void poll(Stage& stage);

 private:
  void draw_ports(Stage& stage);
  void draw_head(Stage& stage);
  void draw_files(Stage& stage);
  void draw_findings(Stage& stage);
  void draw_scripts(Stage& stage);
  void connect(const std::string& path);
  void disconnect();
  void follow_files(Stage& stage);
  void examine(Stage& stage);
  void run(Stage& stage, const std::string& script);
  bool busy() const { return seen_.task != BoardTask::none; }
  template <class Command>
  void perform(Stage& stage, const Command& command) {
    if (!port_) return;
    if (const auto begun = port_->perform(command); !begun) stage.desk.notice(begun.error().text);
  }

  std::unique_ptr<BoardPort> port_;
  BoardSnapshot seen_;
  std::unique_ptr<TerminalView> console_;
  std::string problem_;  // why there is no port
  std::string path_;     // as it is typed
  std::string names_;    // by which others connect to the camera
  std::optional<std::vector<BoardPortShown>> ports_;
  std::vector<FileEntry> files_;           // on the workstation
  std::optional<std::uint64_t> files_of_;  // the changes of the folder and the world that they are from
  std::set<std::string> chosen_;
  std::size_t script_ = 0;
};

}  // namespace tlscam
