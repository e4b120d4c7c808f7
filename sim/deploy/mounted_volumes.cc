#include "sim/deploy/mounted_volumes.h"

#include <algorithm>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"

namespace tlscam {
namespace {

/// `unescape` turns "\040" into a space: getmntent(3) writes spaces, tabs, newlines and backslashes so.
std::string unescape(std::string_view word) {
  std::string text;
  Cursor cursor(as_bytes(word));
  while (!cursor.at_end()) {
    const auto c = static_cast<char>(cursor.u8());
    Cursor ahead = cursor;
    const ByteView digits = ahead.take(3);
    unsigned value = 0;
    bool octal = c == '\\' && ahead.ok();
    for (const std::uint8_t digit : digits) {
      octal = octal && digit >= '0' && digit <= '7';
      value = value * 8 + (digit - '0');
    }
    if (octal && value < 256) {
      text += static_cast<char>(value);
      cursor = ahead;
    } else {
      text += c;
    }
  }
  return text;
}

bool has_option(std::string_view options, std::string_view wanted) {
  while (!options.empty()) {
    const std::size_t comma = std::min(options.find(','), options.size());
    if (options.substr(0, comma) == wanted) return true;
    options.remove_prefix(std::min(comma + 1, options.size()));
  }
  return false;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t space = std::min(line.find_first_of(" \t"), line.size());
    if (space > 0) words.push_back(line.substr(0, space));
    line.remove_prefix(std::min(space + 1, line.size()));
  }
  return words;
}

}  // namespace

bool MountedVolume::is_fat() const {
  return type == "vfat" || type == "msdos" || type == "exfat";
}

std::vector<MountedVolume> parse_mounts(std::string_view text) {
  std::vector<MountedVolume> volumes;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto words = words_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.size() < 4) continue;
    volumes.push_back(
        {unescape(words[0]), unescape(words[1]), std::string(words[2]), has_option(words[3], "ro")});
  }
  return volumes;
}

}  // namespace tlscam
