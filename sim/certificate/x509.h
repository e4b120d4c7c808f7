#pragma once
#include <mbedtls/x509_crt.h>

#include <memory>
#include <string>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"

// What the files of this folder share about mbedTLS's certificates.

namespace tlscam {

struct FreeCertificate {
  void operator()(mbedtls_x509_crt* certificate) const {
    mbedtls_x509_crt_free(certificate);
    delete certificate;
  }
};
/// A list of certificates of mbedTLS, empty at first, that frees itself.
using CertificateList = std::unique_ptr<mbedtls_x509_crt, FreeCertificate>;
CertificateList empty_certificate_list();

inline ByteView view(const mbedtls_asn1_buf& buffer) {
  return {buffer.p, buffer.len};
}

/// "C=AU, O=My Org, CN=openmv"
std::string name_text(const mbedtls_x509_name& name);

Instant instant_of(const mbedtls_x509_time& time);

/// "192.168.1.50", "fd00:0:0:0:0:0:0:1": the address in a subjectAltName.
std::string address_text(ByteView bytes);

/// Whether the key of one certificate verifies the signature of the other.
bool is_signed_by(const mbedtls_x509_crt& certificate, const mbedtls_x509_crt& issuer);

}  // namespace tlscam
