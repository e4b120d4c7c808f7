#include "sim/desktop/look/font_metrics.h"

#include "sim/base/cursor.h"

namespace tlscam {
namespace {

constexpr std::uint32_t tag(const char (&name)[5]) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(name[i]);
  return value;
}

// The bytes of a table; empty when the font has none.
ByteView table(ByteView font, std::uint32_t wanted) {
  Cursor cursor(font);
  cursor.skip(4);  // sfntVersion
  const std::uint16_t tables = cursor.u16be();
  cursor.skip(6);  // searchRange, entrySelector, rangeShift
  for (std::uint16_t i = 0; i < tables && cursor.ok(); ++i) {
    const std::uint32_t name = cursor.u32be();
    cursor.skip(4);  // checksum
    const std::uint32_t offset = cursor.u32be();
    const std::uint32_t size = cursor.u32be();
    if (name != wanted || !cursor.ok()) continue;
    if (offset > font.size() || size > font.size() - offset) return {};
    return font.subspan(offset, size);
  }
  return {};
}

}  // namespace

std::optional<float> line_factor(ByteView font) {
  Cursor head(table(font, tag("head")));
  head.skip(18);
  const std::uint16_t units_per_em = head.u16be();
  Cursor hhea(table(font, tag("hhea")));
  hhea.skip(4);
  const auto ascender = static_cast<std::int16_t>(hhea.u16be());
  const auto descender = static_cast<std::int16_t>(hhea.u16be());
  if (!head.ok() || !hhea.ok() || units_per_em == 0 || ascender <= descender) return std::nullopt;
  return static_cast<float>(ascender - descender) / static_cast<float>(units_per_em);
}

}  // namespace tlscam
