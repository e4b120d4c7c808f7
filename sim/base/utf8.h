#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace tlscam {

struct DecodedCharacter {
  char32_t code_point = 0;  ///< U+FFFD when it is not valid
  std::size_t size = 0;     ///< bytes; 1 for a byte that is not valid, 0 for an empty text
  bool valid = false;
};

/// Reads the first code point of a UTF-8 text (RFC 3629, section 3). Overlong forms, surrogates and numbers
/// above U+10FFFF are not valid.
DecodedCharacter decode_utf8(std::string_view text);

/// Writes a code point as UTF-8 behind a text.
void append_utf8(std::string& text, char32_t code_point);

/// Says whether a code point controls a terminal instead of being shown: C0, DEL and C1 (ISO/IEC 6429).
constexpr bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

/// Gives the text without control characters and without bytes that are not valid UTF-8.
std::string without_controls(std::string_view text);

/// Gives the text as a terminal may get it, whoever wrote it: control characters are shown as \x1b or \u009b,
/// bytes that are not UTF-8 as \xff, and the characters that turn the direction of writing around (UAX #9) as
/// \u202e. Ends of lines and tabs stay.
std::string printable(std::string_view text);
/// The size of the beginning of a text that printable() leaves as it is, ASCII alone. Text is mostly that.
std::size_t plain_size(std::string_view text);

}  // namespace tlscam
