#include "sim/service/http_request.h"

#include "sim/base/cursor.h"

namespace tlscam {
namespace {

// Reads up to one of two bytes, and over it; the byte at which the word ended, or none at the end.
std::optional<std::uint8_t> read_word(Cursor& in, std::string& word) {
  while (!in.at_end()) {
    const std::uint8_t byte = in.u8();
    if (byte == ' ' || byte == '\r') return byte;
    if (byte < 0x21 || byte > 0x7e) return std::nullopt;
    word.push_back(static_cast<char>(byte));
  }
  return std::nullopt;
}

bool has_whole_head(ByteView received) {
  return as_text(received).find("\r\n\r\n") != std::string_view::npos;
}

}  // namespace

Result<std::optional<HttpRequest>> parse_http_request(ByteView received) {
  if (!has_whole_head(received)) {
    if (received.size() > kLongestHttpHead) return fail("the head of the request is too long");
    return std::nullopt;
  }
  // request-line = method SP request-target SP HTTP-version CRLF (RFC 9112 section 3)
  Cursor in(received);
  HttpRequest request;
  std::string version;
  const bool good = read_word(in, request.method) == ' ' && read_word(in, request.target) == ' ' &&
                    read_word(in, version) == '\r' && in.u8() == '\n';
  if (!good || request.method.empty() || request.target.empty() || !version.starts_with("HTTP/1."))
    return fail("this is not an HTTP/1 request");
  return request;
}

Bytes emit_http_response(int status, const std::string& reason, ByteView content) {
  const std::string head = fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Length: {}\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n", status,
      reason, content.size());
  Bytes response(head.begin(), head.end());
  response.insert(response.end(), content.begin(), content.end());
  return response;
}

}  // namespace tlscam
