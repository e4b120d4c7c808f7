#include "sim/dissect/cipher_suite.h"

#include <fmt/format.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ciphersuites.h>

#include <algorithm>
#include <string_view>

namespace tlscam {

std::string cipher_suite_name(std::uint16_t suite) {
  // mbedTLS writes "TLS-RSA-WITH-AES-128-CBC-SHA", and "TLS1-3-AES-128-GCM-SHA256" for
  // "TLS_AES_128_GCM_SHA256".
  constexpr std::string_view kOfTls13 = "TLS1-3-";
  if (mbedtls_ssl_ciphersuite_from_id(suite) == nullptr) return fmt::format("0x{:04x}", suite);
  std::string name = mbedtls_ssl_get_ciphersuite_name(suite);
  if (name.starts_with(kOfTls13)) name.replace(0, kOfTls13.size(), "TLS-");
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace tlscam
