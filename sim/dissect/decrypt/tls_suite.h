#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/dissect/decrypt/tls_kdf.h"

namespace tlscam {

enum class TlsCipher : std::uint8_t { aes_gcm, aes_ccm, aes_ccm_8, chacha20_poly1305, aes_cbc };

/// How a cipher suite protects records.
struct TlsSuite {
  TlsCipher cipher = TlsCipher::aes_gcm;
  std::size_t key_size = 16;
  TlsHash hash = TlsHash::sha256;  ///< the PRF's (TLS 1.2) or HKDF's (TLS 1.3)
  TlsHash mac = TlsHash::sha1;     ///< the one in the HMAC of aes_cbc
  std::string_view name{};         ///< "AES_128_GCM"
};

/// By its number; no value for one that is not decrypted here.
std::optional<TlsSuite> find_tls_suite(std::uint16_t number);

}  // namespace tlscam
