#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tlscam {

/// `ErrorName` is the name of a number in an exception, and its meaning in the words of its own library.
struct ErrorName {
  int number = 0;
  std::string name;     ///< "MBEDTLS_ERR_SSL_TIMEOUT", "ETIMEDOUT"; both names when a code has two parts
  std::string meaning;  ///< "SSL - The operation timed out"
};

/// `error_name` knows mbedTLS's numbers (negative) and MicroPython's errno (positive, and -2 for names). It
/// returns nothing when the number has no name.
std::optional<ErrorName> error_name(int number);

/// `error_by_name` looks up "MBEDTLS_ERR_SSL_TIMEOUT" or "ECONNRESET". It returns nothing for unknown names.
std::optional<ErrorName> error_by_name(std::string_view name);

}  // namespace tlscam
