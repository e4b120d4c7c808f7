#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tlscam {

/// `problems_in` explains each MBEDTLS_X509_BADCERT_* flag to people in a line; it is empty when none is set.
std::vector<std::string> problems_in(std::uint32_t flags);

}  // namespace tlscam
