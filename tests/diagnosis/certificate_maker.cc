#define OPENSSL_SUPPRESS_DEPRECATED  // a source of randomness with a seed has no other interface
#include "tests/diagnosis/certificate_maker.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <random>
#include <stdexcept>

namespace tlscam {
namespace {

std::mt19937_64 generator;

int random_bytes(unsigned char* bytes, int size) {
  for (int i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(generator());
  return 1;
}

constexpr RAND_METHOD kSeeded{nullptr, random_bytes, nullptr, nullptr, random_bytes, [] { return 1; }};

void need(bool done, const std::string& what) {
  if (!done) throw std::runtime_error("openssl refuses " + what);
}

std::shared_ptr<EVP_PKEY> make_key(const std::string& kind) {
  EVP_PKEY* key = nullptr;
  if (kind.starts_with("rsa:")) {
    key = EVP_RSA_gen(static_cast<unsigned>(std::stoul(kind.substr(4))));
  } else if (kind == "ed25519") {
    key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  } else {
    key = EVP_EC_gen(kind.c_str());
  }
  need(key != nullptr, kind);
  return {key, EVP_PKEY_free};
}

void set_name(X509_NAME* name, const std::string& common_name) {
  if (common_name.empty()) return;
  need(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                  reinterpret_cast<const unsigned char*>(common_name.data()),
                                  static_cast<int>(common_name.size()), -1, 0) == 1,
       common_name);
}

void set_time(ASN1_TIME* time, Instant instant) {
  need(ASN1_TIME_set(time,
                     std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count()) !=
           nullptr,
       to_text(instant));
}

void add_extension(X509* certificate, X509* issuer, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
      X509V3_EXT_conf(nullptr, &context, name.c_str(), value.c_str()), X509_EXTENSION_free);
  need(extension && X509_add_ext(certificate, extension.get(), -1) == 1, name + "=" + value);
}

template <class Write>
Bytes written(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
  need(write(bio.get()) == 1, "to write");
  char* data = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(bio.get(), &data));
  const ByteView view = as_bytes(std::string_view(data, size));
  return {view.begin(), view.end()};
}

std::shared_ptr<X509> parsed(const Bytes& der) {
  const unsigned char* at = der.data();
  return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
}

}  // namespace

void seed_openssl(std::uint64_t seed) {
  generator.seed(seed);
  need(RAND_set_rand_method(&kSeeded) == 1, "seeded randomness");
}

IssuedCertificate issue(const CertificateSpec& spec, const IssuedCertificate* issuer) {
  IssuedCertificate issued{make_key(spec.key), spec.common_name, {}};
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  const std::shared_ptr<X509> parent = issuer ? parsed(issuer->der) : nullptr;
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), (generator() >> 2) + 1);
  set_name(X509_get_subject_name(certificate.get()), spec.common_name);
  const std::string by = !spec.issuer_name.empty() ? spec.issuer_name
                         : issuer                  ? issuer->common_name
                                                   : spec.common_name;
  set_name(X509_get_issuer_name(certificate.get()), by);
  set_time(X509_getm_notBefore(certificate.get()), spec.not_before);
  set_time(X509_getm_notAfter(certificate.get()), spec.not_after);
  X509_set_pubkey(certificate.get(), issued.key.get());
  X509* const signer = parent ? parent.get() : certificate.get();
  add_extension(certificate.get(), signer, "basicConstraints", spec.basic_constraints);
  add_extension(certificate.get(), signer, "keyUsage", spec.key_usage);
  add_extension(certificate.get(), signer, "extendedKeyUsage", spec.extended_key_usage);
  add_extension(certificate.get(), signer, "subjectAltName", spec.names);
  for (const auto& [name, value] : spec.more) add_extension(certificate.get(), signer, name, value);
  EVP_PKEY* const key = issuer ? issuer->key.get() : issued.key.get();
  const EVP_MD* hash =
      EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_get_digestbyname(spec.hash.c_str());
  need(X509_sign(certificate.get(), key, hash) > 0, "to sign with " + spec.hash);
  issued.der = written([&](BIO* bio) { return i2d_X509_bio(bio, certificate.get()); });
  return issued;
}

Bytes IssuedCertificate::pem() const {
  const std::shared_ptr<X509> certificate = parsed(der);
  return written([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); });
}

Bytes IssuedCertificate::key_der(bool pkcs8) const {
  if (pkcs8 || EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519)
    return written([&](BIO* bio) { return i2d_PKCS8PrivateKeyInfo_bio(bio, key.get()); });
  return written([&](BIO* bio) { return i2d_PrivateKey_bio(bio, key.get()); });
}

Bytes IssuedCertificate::key_pem() const {
  return written([&](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace tlscam
