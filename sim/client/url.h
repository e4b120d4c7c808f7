#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/result.h"

namespace tlscam {

/// A Url is an address of the web (RFC 3986), as far as this world has them: http and https, without a user.
struct Url {
  bool tls = true;
  std::string host;
  std::uint16_t port = 443;
  std::string target = "/";  ///< path and query
};

/// Reads "https://api.example.com/status"; without a scheme it is http, as curl has it. The error says what
/// is wrong with the text.
Result<Url> parse_url(std::string_view text);

}  // namespace tlscam
