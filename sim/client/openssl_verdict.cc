#include <mbedtls/x509.h>

#include <algorithm>

#include "sim/client/curl.h"

namespace tlscam {
namespace {

struct Reason {
  std::uint32_t flags;
  const char* text;
};

// In the order in which OpenSSL looks: signatures, dates, then the name.
constexpr Reason kReasons[] = {
    {MBEDTLS_X509_BADCERT_BAD_MD, "CA signature digest algorithm too weak"},
    {MBEDTLS_X509_BADCERT_BAD_KEY, "EE certificate key too weak"},
    {MBEDTLS_X509_BADCERT_FUTURE, "certificate is not yet valid"},
    {MBEDTLS_X509_BADCERT_EXPIRED, "certificate has expired"},
    {MBEDTLS_X509_BADCERT_KEY_USAGE | MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "unsupported certificate purpose"},
};

}  // namespace

std::string openssl_verdict(const std::vector<TlsLink>& chain, const std::string& host) {
  if (chain.empty()) return "";
  const auto has = [&](std::uint32_t flags) {
    return std::ranges::any_of(chain, [=](const TlsLink& link) { return (link.flags & flags) != 0; });
  };
  const TlsLink& top = *std::max_element(
      chain.begin(), chain.end(), [](const TlsLink& a, const TlsLink& b) { return a.depth < b.depth; });
  if (has(MBEDTLS_X509_BADCERT_NOT_TRUSTED)) {
    if (top.subject != top.issuer) return "unable to get local issuer certificate";
    return top.depth == 0 ? "self-signed certificate" : "self-signed certificate in certificate chain";
  }
  for (const Reason& reason : kReasons)
    if (has(reason.flags)) return reason.text;
  if (has(MBEDTLS_X509_BADCERT_CN_MISMATCH))
    return fmt::format("no alternative certificate subject name matches target host name '{}'", host);
  return has(~0u) ? "certificate verify failed" : "";
}

}  // namespace tlscam
