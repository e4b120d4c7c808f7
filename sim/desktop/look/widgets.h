#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/desktop/look/look.h"

// The parts that panels are made of. Each takes part in Dear ImGui's layout, is reached by keyboard, and
// notes its words.

namespace tlscam {

enum class ButtonKind {
  plain,    ///< with a border
  primary,  ///< the one that goes on
  bad,      ///< destroys something
};

struct ButtonStyle {
  ButtonKind kind = ButtonKind::plain;
  Icon icon = {};
  bool enabled = true;
  bool small = false;
  std::string_view tip = {};  ///< shown on hover
};

/// `button` returns true when it is pressed.
bool button(Look& look, std::string_view words, ButtonStyle style = {});
/// The size that such a button has.
ImVec2 button_size(Look& look, std::string_view words, ButtonStyle style = {});

/// `icon_button` is a button that shows an icon alone; `name` is its tooltip, with `key` behind it.
bool icon_button(Look& look, Icon icon, std::string_view name, bool enabled = true, bool on = false,
                 Color color = Color::soft);

/// `text_button` is a button without a border, in the colour of a link.
bool text_button(Look& look, std::string_view words, Icon icon = {}, bool enabled = true);

/// The shapes that participants have everywhere.
enum class Shape { none, circle, square, diamond, triangle, workstation };
void draw_shape(Look& look, ImVec2 middle, float size, Shape shape, ImU32 color);

/// `tab` is one of a row of tabs, which the caller lays out by ImGui::SameLine(0, 0).
bool tab(Look& look, std::string_view words, bool selected, Shape shape = Shape::none,
         Color color = Color::ink, bool marked = false);

/// `text` sets one line.
void text(Look& look, std::string_view words, TextStyle style = {});
/// `wrapped` breaks the text where the panel ends, or at `width`.
void wrapped(Look& look, std::string_view words, TextStyle style = {}, float width = 0);

/// `badge` is a word in a rounded frame: a verdict on a thing beside it.
void badge(Look& look, std::string_view words, Color color, Icon icon = {});

/// `text_field` edits a line. Returns true when Enter was pressed in it.
bool text_field(Look& look, std::string_view name, std::string& value, std::string_view hint, float width,
                bool focus = false);

/// `choice` chooses one of some words; returns true when it has changed.
bool choice(Look& look, std::string_view name, const std::vector<std::string>& words, std::size_t& chosen,
            float width);

/// `check` is a box that is ticked or not; returns true when it has changed.
bool check(Look& look, std::string_view words, bool& value);

/// `fact` is a label with its value behind it, at a common edge.
void fact(Look& look, std::string_view label, std::string_view value, float edge, Face face = Face::text);

/// `hairline` goes from one side of the panel to the other.
void hairline(Look& look, Color color = Color::line2);
void gap(Look& look, float css);

/// `row` is a line of a list that is selected by a press; what it shows is drawn by the caller over
/// ImGui::GetItemRectMin(). `words` are for the keyboard and the driver.
bool row(Look& look, std::string_view words, bool selected, float height);

}  // namespace tlscam
