#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/desktop/look/look.h"
#include "sim/desktop/terminal/terminal_screen.h"

namespace tlscam {

/// `TerminalView` shows a screen and turns keys into what a terminal sends (ECMA-48, as xterm does).
class TerminalView {
 public:
  TerminalScreen screen;
  /// Takes what was typed.
  std::function<void(Bytes)> on_keys;
  /// Is told when the screen gets another width.
  std::function<void(int columns)> on_width;

  /// `draw` fills the rest of the panel. `name` is what it is called for the keyboard.
  void draw(Look& look, std::string_view name);
  /// Gives it the keyboard with the next frame.
  void focus() { wants_focus_ = true; }

 private:
  void take_keys();
  void draw_line(Look& look, const TerminalLine& line, ImVec2 at, ImVec2 cell);
  void select(ImVec2 origin, ImVec2 cell, std::size_t lines);

  struct Position {
    std::size_t line = 0;
    int column = 0;
    auto operator<=>(const Position&) const = default;
  };
  std::string selected_text() const;

  bool wants_focus_ = false;
  bool follows_ = true;  // stays at the end
  std::uint64_t seen_revision_ = 0;
  bool selecting_ = false;
  Position from_;
  Position to_;
};

}  // namespace tlscam
