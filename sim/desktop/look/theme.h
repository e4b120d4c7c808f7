#pragma once
#include <imgui.h>

#include <array>
#include <string_view>

#include "sim/base/result.h"

namespace tlscam {

/// The colours of assets/theme.json, by their names there.
enum class Color {
  bg,
  panel,
  raised,
  ink,
  soft,
  faint,
  line,
  line2,
  edge,
  hover,
  sel,
  code,
  brand,
  proved,
  half,
  exposed,
  failed,
  failed_bg,
  note_bg,
  client,
  server,
  attacker,
  service,
  layer_ethernet,
  layer_ip,
  layer_tcp,
  layer_record,
  layer_handshake,
  layer_extension,
  layer_certificate,
};
inline constexpr std::size_t kColors = static_cast<std::size_t>(Color::layer_certificate) + 1;

/// The sizes of type of assets/theme.json.
enum class TextSize { xs, s, sm, m, l, xl, code };
inline constexpr std::size_t kTextSizes = static_cast<std::size_t>(TextSize::code) + 1;

enum class ThemeName { paper, darkroom };

/// `Theme` has the colours of one of the two themes, and the sizes that both share, in CSS pixels.
struct Theme {
  std::array<ImU32, kColors> colors{};
  std::array<float, kTextSizes> text_sizes{};
  float bar = 52;   ///< height of the bar at the top
  float tabs = 37;  ///< height of a panel's bar
  float radius = 6;

  ImU32 operator[](Color color) const { return colors[static_cast<std::size_t>(color)]; }
  float operator[](TextSize size) const { return text_sizes[static_cast<std::size_t>(size)]; }
};

/// `read_theme` reads the text of assets/theme.json. It fails with the name of the first value that is
/// missing or is not a colour or a size.
Result<Theme> read_theme(std::string_view text, ThemeName name);

/// `with_alpha` makes a colour translucent; `alpha` is between 0 and 1.
ImU32 with_alpha(ImU32 color, float alpha);

}  // namespace tlscam
