#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tlscam {

/// What mbedTLS found wrong with a certificate, a line for people for each of MBEDTLS_X509_BADCERT_*; empty:
/// nothing.
std::vector<std::string> problems_in(std::uint32_t flags);

}  // namespace tlscam
