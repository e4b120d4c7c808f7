#pragma once
#include <imgui.h>

#include <array>
#include <string>

#include "sim/base/result.h"

namespace tlscam {

/// The faces that text is set in.
enum class Face { text, strong, italic, title, mono, mono_strong, icon };
inline constexpr std::size_t kFaces = static_cast<std::size_t>(Face::icon) + 1;

/// `Fonts` holds the fonts of the window: Inter, Inter Display, JetBrains Mono and the icons of Lucide.
class Fonts {
 public:
  /// `load` reads the files and adds them to the atlas of the present Dear ImGui context. It fails, for
  /// people, when a font is nowhere; `icons` is the path of Lucide's font.
  static Result<Fonts> load(const std::string& icons);

  ImFont* operator[](Face face) const { return fonts_[static_cast<std::size_t>(face)]; }
  /// `size` is what Dear ImGui calls a font's size, for a size as CSS means it.
  float size(Face face, float css) const { return css * factors_[static_cast<std::size_t>(face)]; }

 private:
  std::array<ImFont*, kFaces> fonts_{};
  std::array<float, kFaces> factors_{};
};

}  // namespace tlscam
