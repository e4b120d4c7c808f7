#pragma once
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// HttpRequest is the head of a request (RFC 9112 section 3), as far as a small server looks at it.
struct HttpRequest {
  std::string method;
  std::string target;
};

/// The longest head that is read.
inline constexpr std::size_t kLongestHttpHead = 8192;

/// Reads the head of a request from what has come so far. No value while it is not complete; fails when it is
/// malformed or too long.
Result<std::optional<HttpRequest>> parse_http_request(ByteView received);

/// A response with its content, after which the connection ends.
Bytes emit_http_response(int status, const std::string& reason, ByteView content);

}  // namespace tlscam
