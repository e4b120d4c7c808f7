#include "sim/dissect/decrypt/tls_suite.h"

#include "sim/dissect/tree/registry.h"

namespace tlscam {
namespace {

/// This stands after "WITH_" ("TLS_" in TLS 1.3) and before the hash in a name.
constexpr TlsSuite kSuites[] = {
    {TlsCipher::aes_gcm, 16, TlsHash::sha256, TlsHash::sha256, "AES_128_GCM"},
    {TlsCipher::aes_gcm, 32, TlsHash::sha256, TlsHash::sha256, "AES_256_GCM"},
    {TlsCipher::aes_ccm_8, 16, TlsHash::sha256, TlsHash::sha256, "AES_128_CCM_8"},
    {TlsCipher::aes_ccm_8, 32, TlsHash::sha256, TlsHash::sha256, "AES_256_CCM_8"},
    {TlsCipher::aes_ccm, 16, TlsHash::sha256, TlsHash::sha256, "AES_128_CCM"},
    {TlsCipher::aes_ccm, 32, TlsHash::sha256, TlsHash::sha256, "AES_256_CCM"},
    {TlsCipher::chacha20_poly1305, 32, TlsHash::sha256, TlsHash::sha256, "CHACHA20_POLY1305"},
    {TlsCipher::aes_cbc, 16, TlsHash::sha256, TlsHash::sha1, "AES_128_CBC"},
    {TlsCipher::aes_cbc, 32, TlsHash::sha256, TlsHash::sha1, "AES_256_CBC"},
};

}  // namespace

std::optional<TlsSuite> find_tls_suite(std::uint16_t number) {
  const std::string_view name = registered_name(Registry::cipher_suites, number);
  for (TlsSuite suite : kSuites) {
    const std::size_t at = name.find(suite.name);
    if (at == name.npos) continue;
    const std::string_view hash = name.substr(at + suite.name.size());
    // RFC 5246, 5 and 1.2: SHA-256 unless the suite says more; in a suite with CBC it says it of the MAC too.
    if (hash == "_SHA384") suite.hash = suite.mac = TlsHash::sha384;
    if (hash == "_SHA256") suite.mac = TlsHash::sha256;
    return suite;
  }
  return std::nullopt;
}

}  // namespace tlscam
