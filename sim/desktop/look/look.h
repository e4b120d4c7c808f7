#pragma once
#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/desktop/look/fonts.h"
#include "sim/desktop/look/icons.h"
#include "sim/desktop/look/seen.h"
#include "sim/desktop/look/theme.h"

namespace tlscam {

/// How a piece of text is set.
struct TextStyle {
  Face face = Face::text;
  TextSize size = TextSize::sm;
  Color color = Color::ink;
};

/// `Look` is everything that decides how the window looks. Lengths in the code are CSS pixels; px() makes
/// them the screen's.
class Look {
 public:
  Look(Theme theme, Fonts fonts) : theme_(theme), fonts_(fonts) {}

  Seen seen;
  bool motion = true;  ///< frames travel on the map; else they are just there

  const Theme& theme() const { return theme_; }
  /// From the next frame on the window has this theme and scale.
  void set(Theme theme, float scale);
  float scale() const { return scale_; }

  float px(float css) const { return css * scale_; }
  ImU32 color(Color color) const { return theme_[color]; }
  ImFont* font(Face face) const { return fonts_[face]; }
  /// The size of a face as Dear ImGui takes it.
  float font_size(Face face, TextSize size) const { return fonts_.size(face, theme_[size] * scale_); }

  ImVec2 measure(TextStyle style, std::string_view text) const;
  /// `draw` puts text at a place, without a part in the layout. Returns its size.
  ImVec2 draw(ImVec2 at, TextStyle style, std::string_view text);
  ImVec2 draw(ImVec2 at, TextStyle style, std::string_view text, ImU32 color);
  /// `draw_elided` cuts text that is wider than `width`, with an ellipsis; the whole is shown on hover.
  void draw_elided(ImVec2 at, float width, TextStyle style, std::string_view text, ImU32 color);
  void draw_elided(ImVec2 at, float width, TextStyle style, std::string_view text);
  /// `draw_icon` puts an icon with its middle at a place; `size` in CSS pixels.
  void draw_icon(ImVec2 middle, Icon icon, float size, ImU32 color);

 private:
  Theme theme_;
  Fonts fonts_;
  float scale_ = 1;
};

/// `break_lines` breaks a text at its line ends, and at spaces where it is wider than `width` (screen
/// pixels); a word that has no room breaks anywhere.
std::vector<std::string_view> break_lines(const Look& look, TextStyle style, std::string_view text,
                                          float width);

/// `tooltip` shows a text beside the mouse.
void tooltip(Look& look, std::string_view text);

}  // namespace tlscam
