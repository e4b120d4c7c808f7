#include "sim/certificate/verify_flags.h"

#include <mbedtls/x509_crt.h>

#include <algorithm>
#include <array>

namespace tlscam {
namespace {

struct Flag {
  std::uint32_t bit;
  const char* text;
};

// The order is that of mbedtls/x509.h, without the flags for revocation lists, which MicroPython cannot load.
constexpr Flag kFlags[] = {
    {MBEDTLS_X509_BADCERT_EXPIRED, "expired by the camera's clock"},
    {MBEDTLS_X509_BADCERT_CN_MISMATCH, "not for the name that the camera asked for"},
    {MBEDTLS_X509_BADCERT_NOT_TRUSTED, "no way to a trust anchor of the camera"},
    {MBEDTLS_X509_BADCERT_MISSING, "no certificate was sent"},
    {MBEDTLS_X509_BADCERT_SKIP_VERIFY, "not verified"},
    {MBEDTLS_X509_BADCERT_OTHER, "another reason"},
    {MBEDTLS_X509_BADCERT_FUTURE, "not valid yet by the camera's clock"},
    {MBEDTLS_X509_BADCERT_KEY_USAGE, "keyUsage does not allow this use"},
    {MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "extendedKeyUsage does not allow this use"},
    {MBEDTLS_X509_BADCERT_NS_CERT_TYPE, "nsCertType does not allow this use"},
    {MBEDTLS_X509_BADCERT_BAD_MD, "signed with a hash that the camera does not accept"},
    {MBEDTLS_X509_BADCERT_BAD_PK, "signed with a kind of key that the camera does not accept"},
    {MBEDTLS_X509_BADCERT_BAD_KEY, "a key that is too small, or of a kind that the camera does not accept"},
};

}  // namespace

std::vector<std::string> problems_in(std::uint32_t flags) {
  std::vector<std::string> problems;
  for (const Flag& flag : kFlags) {
    if ((flags & flag.bit) != 0) problems.emplace_back(flag.text);
  }
  return problems;
}

bool is_verification_error(std::string_view line) {
  return std::ranges::any_of(kFlags, [line](const Flag& flag) {
    std::array<char, 128> text{};
    const int size = mbedtls_x509_crt_verify_info(text.data(), text.size(), "", flag.bit);
    std::string_view own(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (own.ends_with('\n')) own.remove_suffix(1);
    return !own.empty() && line == own;
  });
}

}  // namespace tlscam
