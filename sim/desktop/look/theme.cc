#include "sim/desktop/look/theme.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tlscam {
namespace {

constexpr std::array<std::string_view, kColors> kColorNames = {
    "bg",
    "panel",
    "raised",
    "ink",
    "soft",
    "faint",
    "line",
    "line2",
    "edge",
    "hover",
    "sel",
    "code",
    "brand",
    "proved",
    "half",
    "exposed",
    "failed",
    "failed-bg",
    "note-bg",
    "client",
    "server",
    "attacker",
    "service",
    "layer-ethernet",
    "layer-ip",
    "layer-tcp",
    "layer-record",
    "layer-handshake",
    "layer-extension",
    "layer-certificate",
};
constexpr std::array<std::string_view, kTextSizes> kSizeNames = {
    "text-xs", "text-s", "text-sm", "text-m", "text-l", "text-xl", "code",
};

std::optional<std::string> text_of(const nlohmann::json& object, std::string_view name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<ImU32> color_of(const nlohmann::json& colors, std::string_view name) {
  const auto text = text_of(colors, name);
  if (!text || text->size() != 7 || text->front() != '#') return std::nullopt;
  std::uint32_t rgb = 0;
  const auto [end, error] = std::from_chars(text->data() + 1, text->data() + 7, rgb, 16);
  if (error != std::errc() || end != text->data() + 7) return std::nullopt;
  return IM_COL32(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff, 0xff);
}

std::optional<float> size_of(const nlohmann::json& sizes, std::string_view name) {
  const auto text = text_of(sizes, name);
  if (!text || !text->ends_with("px")) return std::nullopt;
  float size = 0;
  const char* const end = text->data() + text->size() - 2;
  const auto [at, error] = std::from_chars(text->data(), end, size);
  if (error != std::errc() || at != end || size <= 0) return std::nullopt;
  return size;
}

const nlohmann::json& member(const nlohmann::json& object, std::string_view name) {
  static const nlohmann::json kEmpty = nlohmann::json::object();
  if (!object.is_object()) return kEmpty;
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : kEmpty;
}

}  // namespace

Result<Theme> read_theme(std::string_view text, ThemeName name) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const std::string_view theme_name = name == ThemeName::paper ? "paper" : "darkroom";
  const nlohmann::json& colors = member(member(json, "themes"), theme_name);
  const nlohmann::json& sizes = member(json, "sizes");
  Theme theme;
  for (std::size_t i = 0; i < kColors; ++i) {
    const auto color = color_of(colors, kColorNames[i]);
    if (!color)
      return fail("theme.json: themes.{}.{} is not a colour such as #1d2329", theme_name, kColorNames[i]);
    theme.colors[i] = *color;
  }
  for (std::size_t i = 0; i < kTextSizes; ++i) {
    const auto size = size_of(sizes, kSizeNames[i]);
    if (!size) return fail("theme.json: sizes.{} is not a size such as 15px", kSizeNames[i]);
    theme.text_sizes[i] = *size;
  }
  theme.bar = size_of(sizes, "bar").value_or(theme.bar);
  theme.tabs = size_of(sizes, "tabs").value_or(theme.tabs);
  theme.radius = size_of(sizes, "radius").value_or(theme.radius);
  return theme;
}

ImU32 with_alpha(ImU32 color, float alpha) {
  const auto a = static_cast<ImU32>(std::lround(alpha * 255.0f));
  return (color & ~IM_COL32_A_MASK) | a << IM_COL32_A_SHIFT;
}

}  // namespace tlscam
