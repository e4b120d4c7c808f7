#include "sim/base/hex.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace tlscam {

std::string to_hex(ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out(2 * bytes.size(), '\0');
  char* digit = out.data();
  for (const std::uint8_t byte : bytes) {
    *digit++ = kDigits[byte >> 4];
    *digit++ = kDigits[byte & 0xf];
  }
  return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char* digits = text.data() + 2 * i;
    const auto [end, error] = std::from_chars(digits, digits + 2, bytes[i], 16);
    if (error != std::errc() || end != digits + 2) return std::nullopt;
  }
  return bytes;
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
