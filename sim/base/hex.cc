#include "sim/base/hex.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tlscam {

std::string to_hex(ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xf];
  }
  return out;
}

std::string hexdump(ByteView bytes) {
  constexpr std::size_t kPerLine = 16;
  std::string out;
  for (std::size_t offset = 0; offset < bytes.size(); offset += kPerLine) {
    const ByteView line = bytes.subspan(offset, std::min(kPerLine, bytes.size() - offset));
    const ByteView left = line.first(std::min<std::size_t>(8, line.size()));
    const ByteView right = line.subspan(left.size());
    std::string ascii;
    for (const std::uint8_t byte : line) ascii += byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
    fmt::format_to(std::back_inserter(out), "{:08x}  {:<23}  {:<23}  |{}|\n", offset,
                   fmt::format("{:02x}", fmt::join(left, " ")), fmt::format("{:02x}", fmt::join(right, " ")),
                   ascii);
  }
  return out;
}

}  // namespace tlscam
