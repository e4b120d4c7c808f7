#include "sim/client/known_intermediates.h"

#include <mbedtls/x509_crt.h>

#include <algorithm>

#include "sim/acme/pem.h"
#include "sim/base/random.h"
#include "sim/stack/tls_work.h"

namespace tlscam {
namespace {

constexpr std::size_t kMost = 100;
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";

// A list of certificates in mbedTLS's form.
class CertificateList {
 public:
  CertificateList() { mbedtls_x509_crt_init(&first_); }
  ~CertificateList() { mbedtls_x509_crt_free(&first_); }
  CertificateList(const CertificateList&) = delete;
  CertificateList& operator=(const CertificateList&) = delete;

  bool add(ByteView file) {
    const Bytes text = with_final_zero(file);
    return mbedtls_x509_crt_parse(&first_, text.data(), text.size()) == 0;
  }
  mbedtls_x509_crt* get() { return &first_; }

 private:
  mbedtls_x509_crt first_;
};

}  // namespace

KnownIntermediates KnownIntermediates::read(ByteView file) {
  KnownIntermediates known;
  std::string_view rest = as_text(file);
  for (std::size_t end = 0; (end = rest.find(kEnd)) != std::string_view::npos;) {
    const auto der = der_of_file(as_bytes(rest.substr(0, end + kEnd.size())));
    rest.remove_prefix(end + kEnd.size());
    if (der && CertificateList().add(*der)) known.certificates_.push_back(*der);
  }
  return known;
}

std::string KnownIntermediates::to_pem() const {
  std::string text;
  for (const Bytes& der : certificates_) text += tlscam::to_pem("CERTIFICATE", der);
  return text;
}

std::size_t KnownIntermediates::add(const std::vector<TlsLink>& chain) {
  std::size_t added = 0;
  for (const TlsLink& link : chain) {
    const bool is_root = link.subject == link.issuer;
    if (link.depth == 0 || is_root || link.flags != 0) continue;
    if (std::ranges::find(certificates_, link.der) != certificates_.end()) continue;
    certificates_.push_back(link.der);
    ++added;
  }
  if (certificates_.size() > kMost)
    certificates_.erase(certificates_.begin(), certificates_.end() - static_cast<std::ptrdiff_t>(kMost));
  return added;
}

std::vector<Bytes> KnownIntermediates::leading_to(ByteView roots, Instant now) const {
  std::vector<Bytes> leading;
  CertificateList trusted;
  if (!trusted.add(roots)) return leading;
  Random random(0);  // nothing is drawn to verify a signature; TlsWork wants one
  const TlsWork work(random, now);
  for (const Bytes& der : certificates_) {
    CertificateList chain;
    bool parsed = chain.add(der);
    for (const Bytes& other : certificates_) parsed = parsed && chain.add(other);
    std::uint32_t flags = 0;
    if (parsed &&
        mbedtls_x509_crt_verify(chain.get(), trusted.get(), nullptr, nullptr, &flags, nullptr, nullptr) == 0)
      leading.push_back(der);
  }
  return leading;
}

}  // namespace tlscam
