#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `FilesPanel` lists the files of the workstation or of a camera's drive, and does what can be done with
/// them.
class FilesPanel {
 public:
  /// `place` is "" for the workstation, or a camera.
  explicit FilesPanel(std::string place) : place_(std::move(place)) {}

  /// `changes` is another number when files of the place may have changed.
  void draw(Stage& stage, std::uint64_t changes);
  /// Draws what is done with the workstation's folder itself, at the right of the list's head; may be empty.
  std::function<void()> draw_folder_acts;
  float folder_acts_width = 0;  ///< CSS pixels

 private:
  struct Listing {
    std::vector<FileEntry> entries;
    std::string problem;
    bool known = false;
  };
  void list(Stage& stage);
  void draw_head(Stage& stage);
  void draw_naming(Stage& stage);
  void draw_row(Stage& stage, const FileEntry& entry);
  void draw_entry(Stage& stage, const FileEntry& entry);
  std::vector<std::string> places_to_copy_to(const Stage& stage, const FileEntry& entry) const;
  void draw_acts(Stage& stage, const FileEntry& entry, ImVec2 right, bool visible);
  bool act(Stage& stage, Icon icon, const std::string& name, float& x, float y, bool visible);
  template <class Command>
  void change(Stage& stage, Command command, std::function<void()> then = {});
  void copy(Stage& stage, const std::string& name, const std::string& to);
  std::string path_of(const std::string& name) const;

  std::string place_;
  std::string folder_;  // inside of the place
  std::shared_ptr<Listing> listing_ = std::make_shared<Listing>();
  std::uint64_t listed_ = 0;
  bool stale_ = true;
  enum class Naming { none, file, folder };
  Naming naming_ = Naming::none;
  std::string renaming_;
  std::string deleting_;
  std::string focused_;  // the entry whose acts have the keyboard
  std::string new_name_;
  bool name_appears_ = false;
};

}  // namespace tlscam
