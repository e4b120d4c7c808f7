#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/desktop/editor/python_colours.h"
#include "sim/desktop/look/look.h"

struct ImGuiInputTextCallbackData;

namespace tlscam {

/// `TextEditor` edits a text with line numbers and, for Python, colours. Undo, copy and paste are Dear
/// ImGui's; the text is drawn by the editor under a field whose own text is not seen.
class TextEditor {
 public:
  /// `draw` fills the rest of the panel. `revision` is another number when the text was changed by something
  /// else. Returns true when it was edited.
  bool draw(Look& look, std::string_view name, std::string& text, bool python, std::uint64_t revision);
  /// Gives it the keyboard with the next frame.
  void focus() { wants_focus_ = true; }

  /// Marks every place where `needle` stands, and goes to the first one from the cursor on.
  void find(std::string needle, const std::string& text);
  /// Goes to the next place, or the one before (-1).
  void go_on(int step);
  /// Selects the present place and gives the editor the keyboard.
  void select_match();
  std::size_t matches() const { return matches_.size(); }
  std::size_t match() const { return match_; }

 private:
  struct Metrics {
    float letter;
    float line;
    float gutter;
    ImVec2 origin;  // the place of the first letter
  };
  void look_at(const std::string& text, bool python);
  std::size_t line_of(std::size_t position) const;
  void draw_text(Look& look, const std::string& text, const Metrics& metrics);
  void draw_matches(Look& look, const std::string& text, const Metrics& metrics);
  void scroll_to(std::size_t position, const std::string& text, const Metrics& metrics);
  static int on_field(ImGuiInputTextCallbackData* data);
  void take_field(ImGuiInputTextCallbackData& data);

  std::string seen_;  // the text that the rest of these is of
  bool seen_python_ = false;
  std::vector<std::size_t> lines_ = {0};  // where each begins
  std::size_t longest_ = 0;               // the line with the most bytes
  std::vector<PythonRun> runs_;

  std::string needle_;
  std::vector<std::size_t> matches_;
  std::size_t match_ = 0;
  bool shows_match_ = false;                                   // with the next frame
  std::optional<std::pair<std::size_t, std::size_t>> select_;  // the field selects this once it is active

  std::uint64_t revision_ = 0;
  std::size_t cursor_ = 0;
  bool cursor_moved_ = false;
  bool active_ = false;
  bool wants_focus_ = false;
  std::size_t page_ = 20;  // lines
};

}  // namespace tlscam
