#include "sim/lab/editor/text_cluster.h"

#include "sim/base/utf8.h"
#include "sim/lab/editor/character_width.h"

namespace tlscam {
namespace {

constexpr char32_t kJoiner = 0x200d;
constexpr char32_t kEmojiSelector = 0xfe0f;  // asks for the picture of a character that is also text
constexpr char32_t kFirstSymbol = 0x2190;    // from here on: arrows, dingbats, emoji

bool is_regional_indicator(char32_t code_point) {
  return code_point >= 0x1f1e6 && code_point <= 0x1f1ff;
}

bool is_skin_tone(char32_t code_point) {
  return code_point >= 0x1f3fb && code_point <= 0x1f3ff;
}

}  // namespace

TextCluster first_cluster(std::string_view text) {
  const DecodedCharacter first = decode_utf8(text);
  TextCluster cluster{first.size, character_width(first.code_point), false};
  const bool symbol = first.code_point >= kFirstSymbol;
  char32_t before = first.code_point;
  for (;;) {
    const DecodedCharacter next = decode_utf8(text.substr(cluster.size));
    if (!next.valid) return cluster;
    const bool flag =
        cluster.size == first.size && is_regional_indicator(before) && is_regional_indicator(next.code_point);
    const bool joined = symbol && before == kJoiner && next.code_point >= kFirstSymbol;
    const bool toned = symbol && is_skin_tone(next.code_point);
    const bool pictured = next.code_point == kEmojiSelector && symbol;
    if (flag || joined || toned || pictured) {
      cluster.width = 2;
      cluster.uncertain = true;
    } else if (character_width(next.code_point) != 0 || is_control(next.code_point)) {
      return cluster;
    }
    cluster.size += next.size;
    before = next.code_point;
  }
}

std::size_t cluster_before(std::string_view text, std::size_t at) {
  std::size_t begin = 0;
  for (std::size_t next = 0; next < at && next < text.size();) {
    begin = next;
    next += first_cluster(text.substr(next)).size;
  }
  return begin;
}

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const TextCluster cluster = first_cluster(text);
    width += cluster.width;
    text.remove_prefix(cluster.size);
  }
  return width;
}

}  // namespace tlscam
