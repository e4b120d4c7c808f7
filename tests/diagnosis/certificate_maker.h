#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"

struct evp_pkey_st;

namespace tlscam {

/// `CertificateSpec` is all that a certificate says, each part to be changed by a test. Extensions are
/// written as in openssl's configuration files (x509v3_config(5)).
struct CertificateSpec {
  std::string common_name;
  std::string names;               ///< subjectAltName: "DNS:openmv,IP:192.168.1.50"; empty: no extension
  std::string key = "prime256v1";  ///< a curve, "rsa:2048", "ed25519"
  std::string hash = "SHA256";
  Instant not_before;
  Instant not_after;
  std::string basic_constraints;                          ///< "critical,CA:TRUE"; empty: no extension
  std::string key_usage;                                  ///< "digitalSignature"
  std::string extended_key_usage;                         ///< "serverAuth"
  std::vector<std::pair<std::string, std::string>> more;  ///< other extensions: object identifier, value
  std::string issuer_name;  ///< the issuer's common name, if the certificate lies about it
};

/// `IssuedCertificate` is a certificate with its private key.
struct IssuedCertificate {
  std::shared_ptr<evp_pkey_st> key;
  std::string common_name;
  Bytes der;

  Bytes pem() const;
  /// `key_der` is SEC1 or PKCS#1, as a camera reads it; `pkcs8` asks for PKCS#8.
  Bytes key_der(bool pkcs8 = false) const;
  Bytes key_pem() const;
};

/// `issue` makes a certificate, signed by `issuer`, or by its own key if there is none. It throws when
/// openssl refuses what the test asks for.
IssuedCertificate issue(const CertificateSpec& spec, const IssuedCertificate* issuer = nullptr);

/// `seed_openssl` makes all keys and signatures that follow repeat with the seed.
void seed_openssl(std::uint64_t seed);

}  // namespace tlscam
