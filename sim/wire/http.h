#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

// Messages of HTTP/1.1 (RFC 9112), as far as small servers and clients need them.

namespace tlscam {

/// An `HttpHeader` is a field of a message's head. Names are compared without regard to case.
struct HttpHeader {
  std::string name;
  std::string value;
};
using HttpHeaders = std::vector<HttpHeader>;

/// The value of the first field with this name; none: there is no such field.
std::optional<std::string_view> find_header(const HttpHeaders& headers, std::string_view name);

struct HttpRequest {
  std::string method;
  std::string target;  ///< "/path?query"
  HttpHeaders headers;
  Bytes content;
};

struct HttpResponse {
  int status = 200;
  std::string reason = "OK";
  HttpHeaders headers;
  Bytes content;
};

/// The longest head and the longest content that are read.
inline constexpr std::size_t kLongestHttpHead = 8192;
inline constexpr std::size_t kLongestHttpContent = 1 << 20;

/// Reads a request from all that has come so far. No value while it is not complete; fails when it is
/// malformed or too long, and at the first byte when that does not begin a method.
Result<std::optional<HttpRequest>> parse_http_request(ByteView received);

/// Reads a response from all that has come so far. `ended` says that no more comes: the content of a response
/// without a length lasts until then. `to_head` says that the request was a HEAD, whose response has no
/// content. No value while it is not complete; fails when it is malformed, too long or cut off.
Result<std::optional<HttpResponse>> parse_http_response(ByteView received, bool ended, bool to_head = false);

/// Messages as they are sent, with their Content-Length; what else their head says is in `headers`.
Bytes emit_http(const HttpRequest& request);
Bytes emit_http(const HttpResponse& response);

}  // namespace tlscam
