#include "sim/desktop/look/fonts.h"

#include <algorithm>

#include "sim/base/file.h"
#include "sim/desktop/look/font_metrics.h"

namespace tlscam {
namespace {

struct FontPlace {
  const char* package;  // the Debian package
  const char* path;
};

constexpr std::array<FontPlace, kFaces - 1> kPlaces = {{
    {"fonts-inter", "/usr/share/fonts/opentype/inter/Inter-Regular.otf"},
    {"fonts-inter", "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf"},
    {"fonts-inter", "/usr/share/fonts/opentype/inter/Inter-Italic.otf"},
    {"fonts-inter", "/usr/share/fonts/opentype/inter/InterDisplay-SemiBold.otf"},
    {"fonts-jetbrains-mono", "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"},
    {"fonts-jetbrains-mono", "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Bold.ttf"},
}};

struct Added {
  ImFont* font = nullptr;
  float factor = 1;
};

Result<Added> add(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return fail("{} cannot be read: {}", path, bytes.error().message());
  const auto factor = line_factor(*bytes);
  if (!factor) return fail("{} is not a font", path);
  // The atlas frees what it is given.
  void* const copy = ImGui::MemAlloc(bytes->size());
  std::copy(bytes->begin(), bytes->end(), static_cast<std::uint8_t*>(copy));
  ImFontConfig config;
  // Tried beside Chromium's text: this comes nearest to it.
  config.OversampleH = 3;
  config.OversampleV = 1;
  config.RasterizerMultiply = 1.2f;
  ImFont* const font =
      ImGui::GetIO().Fonts->AddFontFromMemoryTTF(copy, static_cast<int>(bytes->size()), 0, &config);
  if (!font) return fail("{} is not a font that can be drawn", path);
  return Added{font, *factor};
}

}  // namespace

Result<Fonts> Fonts::load(const std::string& icons) {
  Fonts fonts;
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    const auto added = add(kPlaces[i].path);
    if (!added)
      return fail("{}. Install the Debian package {}, then start again.", added.error().text,
                  kPlaces[i].package);
    fonts.fonts_[i] = added->font;
    fonts.factors_[i] = added->factor;
  }
  const auto added = add(icons);
  if (!added) return fail("{}. It belongs to tlscam: build or install it again.", added.error().text);
  fonts.fonts_.back() = added->font;
  fonts.factors_.back() = added->factor;
  return fonts;
}

}  // namespace tlscam
