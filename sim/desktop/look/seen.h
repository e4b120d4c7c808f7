#pragma once
#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

enum class SeenRole { text, button, tab, link, field, row, check, terminal, bytes };

/// Something that was drawn, with its words.
struct SeenItem {
  SeenRole role = SeenRole::text;
  std::string words;
  std::string area;  ///< the panel that it stands in
  ImVec2 min;
  ImVec2 max;
  ImVec2 clip_min;  ///< outside of these it is not visible
  ImVec2 clip_max;
  bool enabled = true;
  bool selected = false;

  ImVec2 center() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

/// `Seen` notes what a frame shows, so that a driver finds it by role and words, as a person would. It notes
/// nothing unless somebody wants to know.
class Seen {
 public:
  bool wanted = false;

  void begin_frame() { items_.clear(); }
  void set_area(std::string_view area) { area_ = area; }
  const std::string& area() const { return area_; }
  /// `note` adds what was drawn within the present window's clip rectangle.
  void note(SeenRole role, std::string_view words, ImVec2 min, ImVec2 max, bool enabled = true,
            bool selected = false);
  const std::vector<SeenItem>& items() const { return items_; }

 private:
  std::string area_;
  std::vector<SeenItem> items_;
};

}  // namespace tlscam
