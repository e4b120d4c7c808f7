#include "sim/base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace tlscam {
namespace {

constexpr char32_t kReplacement = 0xfffd;

struct Lead {
  std::uint8_t first, last;  // the first byte is one of these
  std::size_t size;          // size of the whole character
  std::uint8_t low, high;    // range of the second byte
};

// RFC 3629, section 4: "UTF8-2 = %xC2-DF UTF8-tail" and so on.
constexpr Lead kLeads[] = {
    {0x00, 0x7f, 1, 0x80, 0xbf}, {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

// Embeddings, overrides and isolates.
bool turns_direction(char32_t code_point) {
  return (code_point >= 0x202a && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069);
}

// Nearly all of nearly every text.
bool is_plain(char letter) {
  return (letter >= ' ' && letter <= '~') || letter == '\n' || letter == '\t';
}

// As many at a time as a compiler makes a few vector instructions of, which have no branches.
constexpr std::size_t kMany = 64;

bool are_plain(const char* letters) {
  std::uint8_t wrong = 0;
  for (std::size_t i = 0; i < kMany; ++i) {
    const auto letter = static_cast<std::uint8_t>(letters[i]);
    const bool is_control = (letter < ' ') & (letter != '\n') & (letter != '\t');
    wrong |= static_cast<std::uint8_t>(is_control | (letter > '~'));
  }
  return wrong == 0;
}

}  // namespace

std::size_t plain_size(std::string_view text) {
  std::size_t at = 0;
  while (at + kMany <= text.size() && are_plain(text.data() + at)) at += kMany;
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

DecodedCharacter decode_utf8(std::string_view text) {
  if (text.empty()) return {};
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  constexpr DecodedCharacter kInvalid{kReplacement, 1, false};
  for (const Lead& lead : kLeads) {
    if (byte(0) < lead.first || byte(0) > lead.last) continue;
    if (text.size() < lead.size) return kInvalid;
    if (lead.size == 1) return {byte(0), 1, true};
    if (byte(1) < lead.low || byte(1) > lead.high) return kInvalid;
    char32_t code_point = byte(0) & (0x7fu >> lead.size);
    for (std::size_t at = 1; at < lead.size; ++at) {
      if ((byte(at) & 0xc0) != 0x80) return kInvalid;
      code_point = code_point << 6 | (byte(at) & 0x3fu);
    }
    return {code_point, lead.size, true};
  }
  return kInvalid;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto put_tail = [&](int shift) { put(0x80 | (code_point >> shift & 0x3f)); };
  if (code_point < 0x80) return put(code_point);
  if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put_tail(6);
  } else {
    put(0xf0 | code_point >> 18);
    put_tail(12);
    put_tail(6);
  }
  put_tail(0);
}

std::string without_controls(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const DecodedCharacter next = decode_utf8(text);
    if (next.valid && !is_control(next.code_point)) shown += text.substr(0, next.size);
    text.remove_prefix(next.size);
  }
  return shown;
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = plain_size(text);
    shown += text.substr(0, plain);
    text.remove_prefix(plain);
    const DecodedCharacter next = decode_utf8(text);
    if (next.size == 0) break;
    if (next.valid && !is_control(next.code_point) && !turns_direction(next.code_point)) {
      shown += text.substr(0, next.size);
    } else if (next.valid && next.code_point > 0x7f) {
      shown += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(next.code_point));
    } else {
      shown += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(text[0]));
    }
    text.remove_prefix(next.size);
  }
  return shown;
}

}  // namespace tlscam
