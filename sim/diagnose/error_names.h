#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tlscam {

/// What a number in an exception is called, and what it means by its own library's words.
struct ErrorName {
  int number = 0;
  std::string name;     ///< "MBEDTLS_ERR_SSL_TIMEOUT", "ETIMEDOUT"; of both parts when a code has two
  std::string meaning;  ///< "SSL - The operation timed out"
};

/// Of mbedTLS (negative) or errno as MicroPython has it (positive, and -2 for names). Nothing when the number
/// has no name.
std::optional<ErrorName> error_name(int number);

/// By the name: "MBEDTLS_ERR_SSL_TIMEOUT", "ECONNRESET". Nothing when it is not known.
std::optional<ErrorName> error_by_name(std::string_view name);

}  // namespace tlscam
