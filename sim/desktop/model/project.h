#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/desktop/model/desk.h"
#include "sim/desktop/model/project_file.h"

namespace tlscam {

/// `Project` keeps a world in a folder of the learner: its files are the workstation's, and the rest of the
/// world is written beside them every half minute and at the end. It is used on the window's thread.
class Project {
 public:
  /// `opened` is told which folder has become the project; "": none any more.
  Project(Desk& desk, std::function<void(const std::string& folder)> opened);

  /// Opens a folder. A world that was kept there goes on; otherwise `lesson` ("" is the free bench) begins in
  /// it, and files that are there stay. Returns false when it cannot be opened: the reason becomes a notice,
  /// and nothing changes.
  bool open(const std::string& folder, const std::string& lesson, std::uint64_t seed = 0);
  /// Goes on with the present world in a folder: what the workstation has and the folder lacks is added.
  void save_as(const std::string& folder);
  /// Writes the present world, and those of `folders` that are of other lessons, to a file that the page
  /// imports; a notice says how it went. Folders that keep no world, or cannot be read, are left out.
  void export_to(const std::string& path, const std::vector<std::string>& folders);
  /// Goes on with a world that was exported, without a folder.
  void go_on_with(SavedWorld world);
  /// Keeps the world from time to time; `now` is in seconds.
  void tick(double now);
  /// Keeps it now.
  void keep();
  /// Keeps it and waits until that is done, at most some seconds. The project is closed.
  void close();

  /// Empty: there is no project.
  const std::string& folder() const { return folder_; }
  /// When it was kept last, in real time.
  std::optional<Instant> kept() const { return kept_; }

 private:
  void begin(const std::string& folder, OpenCommand command);
  void leave();
  std::function<std::function<void()>(Session&)> keeping(bool stays_open);

  Desk& desk_;
  std::function<void(const std::string&)> opened_;
  std::string folder_;
  std::optional<Instant> kept_;
  std::string problem_;  // why it could not be kept the last time; is said once
  bool opens_ = false;   // the present opening is the project's own
  double due_ = 0;
};

/// A path that was typed by a person: "~" is the home folder, and it becomes absolute.
std::string typed_path(const std::string& path);

}  // namespace tlscam
