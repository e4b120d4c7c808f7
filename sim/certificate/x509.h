#pragma once
#include <mbedtls/x509_crt.h>

#include <memory>
#include <string>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"

// This header holds helpers for mbedTLS's certificates that the files of this folder share.

namespace tlscam {

struct FreeCertificate {
  void operator()(mbedtls_x509_crt* certificate) const {
    mbedtls_x509_crt_free(certificate);
    delete certificate;
  }
};
/// A `CertificateList` is mbedTLS's list of certificates, empty at first, that frees itself.
using CertificateList = std::unique_ptr<mbedtls_x509_crt, FreeCertificate>;
CertificateList empty_certificate_list();

inline ByteView view(const mbedtls_asn1_buf& buffer) {
  return {buffer.p, buffer.len};
}

/// `name_text` prints a name: "C=AU, O=My Org, CN=openmv".
std::string name_text(const mbedtls_x509_name& name);

Instant instant_of(const mbedtls_x509_time& time);

/// `address_text` prints an address in a subjectAltName: "192.168.1.50", "fd00:0:0:0:0:0:0:1".
std::string address_text(ByteView bytes);

/// `is_signed_by` tests whether the key of one certificate verifies the signature of the other.
bool is_signed_by(const mbedtls_x509_crt& certificate, const mbedtls_x509_crt& issuer);

}  // namespace tlscam
