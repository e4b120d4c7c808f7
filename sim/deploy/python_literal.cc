#include "sim/deploy/python_literal.h"

#include <fmt/format.h>

namespace tlscam {

namespace {

void append_escaped(std::string& literal, std::uint8_t byte) {
  switch (byte) {
    case '\n':
      literal += "\\n";
      return;
    case '\r':
      literal += "\\r";
      return;
    case '\t':
      literal += "\\t";
      return;
    case '\\':
      literal += "\\\\";
      return;
    case '\'':
      literal += "\\'";
      return;
    default:
      break;
  }
  if (byte < 0x20 || byte >= 0x7f)
    literal += fmt::format("\\x{:02x}", byte);
  else
    literal += static_cast<char>(byte);
}

}  // namespace

std::string python_string(std::string_view text) {
  std::string literal = "'";
  for (const std::uint8_t byte : as_bytes(text)) {
    if (byte >= 0x80)
      literal += static_cast<char>(byte);  // part of a UTF-8 sequence, which Python source may contain
    else
      append_escaped(literal, byte);
  }
  return literal + "'";
}

std::string python_bytes(ByteView bytes) {
  std::string literal = "b'";
  for (const std::uint8_t byte : bytes) append_escaped(literal, byte);
  return literal + "'";
}

}  // namespace tlscam
