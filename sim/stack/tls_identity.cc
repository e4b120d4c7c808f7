#include "sim/stack/tls_identity.h"

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include "sim/stack/tls_work.h"

namespace tlscam {

struct TlsIdentity::Parts {
  mbedtls_x509_crt chain;
  mbedtls_pk_context key;

  Parts() {
    mbedtls_x509_crt_init(&chain);
    mbedtls_pk_init(&key);
  }
  ~Parts() {
    mbedtls_x509_crt_free(&chain);
    mbedtls_pk_free(&key);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
};

TlsIdentity::TlsIdentity(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
TlsIdentity::~TlsIdentity() = default;

mbedtls_x509_crt& TlsIdentity::chain() {
  return parts_->chain;
}

mbedtls_pk_context& TlsIdentity::key() {
  return parts_->key;
}

Result<Instant> TlsIdentity::valid_from(ByteView certificate) {
  Random random(0);
  const TlsWork work(random, Instant{});
  Parts parts;
  const Bytes text = with_final_zero(certificate);
  if (mbedtls_x509_crt_parse(&parts.chain, text.data(), text.size()) != 0)
    return fail("this is not a certificate");
  return to_instant(parts.chain.valid_from);
}

Result<std::shared_ptr<TlsIdentity>> TlsIdentity::read(const std::vector<Bytes>& certificates, ByteView key) {
  // Checking a pair of keys draws random numbers, which nothing depends on.
  Random random(0);
  const TlsWork work(random, Instant{});
  auto parts = std::make_unique<Parts>();
  if (certificates.empty()) return fail("certificates: there is none");
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    const Bytes text = with_final_zero(certificates[i]);
    if (mbedtls_x509_crt_parse(&parts->chain, text.data(), text.size()) != 0)
      return fail("certificates[{}]: this is not a certificate", i);
  }
  const Bytes text = with_final_zero(key);
  if (mbedtls_pk_parse_key(&parts->key, text.data(), text.size(), nullptr, 0, tls_random, &random) != 0)
    return fail("key: this is not a private key without a password");
  if (mbedtls_pk_check_pair(&parts->chain.pk, &parts->key, tls_random, &random) != 0)
    return fail("key: this is not the key of the first certificate");
  return std::shared_ptr<TlsIdentity>(new TlsIdentity(std::move(parts)));
}

}  // namespace tlscam
