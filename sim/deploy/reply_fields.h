#pragma once
#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace tlscam {

/// The part of a camera's reply before the separator; both are removed from the text. Without a separator it
/// is all of the text.
inline std::string_view take_field(std::string_view& text, char separator) {
  const std::size_t at = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return part;
}

/// The next line of a camera's reply, which is removed from the text; a REPL ends lines with "\r\n".
inline std::string_view take_line(std::string_view& text) {
  std::string_view line = take_field(text, '\n');
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The number that the whole text is; nothing when it is none, or too large for its type.
template <class Number>
std::optional<Number> to_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace tlscam
