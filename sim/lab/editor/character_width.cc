#include "sim/lab/editor/character_width.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace tlscam {
namespace {

struct WidthRange {
  std::uint32_t first, last;
  std::uint8_t columns;
};

constexpr WidthRange kWidths[] = {
#include "sim/lab/editor/character_widths.inc"
};

}  // namespace

unsigned character_width(char32_t code_point) {
  const auto begins_later = [](char32_t point, const WidthRange& range) { return point < range.first; };
  const auto after = std::upper_bound(std::begin(kWidths), std::end(kWidths), code_point, begins_later);
  if (after == std::begin(kWidths)) return 1;
  const WidthRange& range = *std::prev(after);
  return code_point <= range.last ? range.columns : 1;
}

}  // namespace tlscam
