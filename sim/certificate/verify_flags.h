#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `problems_in` explains each MBEDTLS_X509_BADCERT_* flag to people in a line; it is empty when none is set.
std::vector<std::string> problems_in(std::uint32_t flags);

/// `is_verification_error` tests whether a line is mbedTLS's own text of one of these flags, as a camera's
/// exception has it: "The certificate validity has expired".
bool is_verification_error(std::string_view line);

}  // namespace tlscam
