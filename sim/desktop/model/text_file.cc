#include "sim/desktop/model/text_file.h"

#include "sim/base/utf8.h"

namespace tlscam {
namespace {

bool is_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter next = decode_utf8(text.substr(at));
    if (!next.valid || next.code_point == 0) return false;
    at += next.size;
  }
  return true;
}

bool all_crlf(std::string_view text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool returns = text[at] == '\r';
    if (returns && (at + 1 == text.size() || text[at + 1] != '\n')) return false;
    if (text[at] != '\n') continue;
    if (at == 0 || text[at - 1] != '\r') return false;
    any = true;
  }
  return any;
}

}  // namespace

std::optional<TextFile> read_text_file(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  if (!is_text(text)) return std::nullopt;
  TextFile file{std::string(text), all_crlf(text)};
  if (file.crlf) std::erase(file.text, '\r');
  return file;
}

Bytes write_text_file(std::string_view text, bool crlf) {
  Bytes bytes;
  bytes.reserve(text.size());
  for (const char letter : text) {
    if (crlf && letter == '\n') bytes.push_back('\r');
    bytes.push_back(static_cast<std::uint8_t>(letter));
  }
  return bytes;
}

}  // namespace tlscam
