#pragma once
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `CertificateFacts` is a certificate as people ask about it (RFC 5280). Texts of names keep the order of
/// the certificate: "C=AU, O=MyOrg, CN=openmv".
struct CertificateFacts {
  std::string subject;
  std::string issuer;
  std::string serial;                     ///< "0A:1B:...", as openssl prints it
  std::vector<std::string> dns_names;     ///< subject alternative names
  std::vector<std::string> ip_addresses;  ///< "192.168.1.50"
  std::vector<std::string> other_names;   ///< "email:...", "URI:..."
  std::string common_name;                ///< the last CN of the subject; empty if it has none
  Instant not_before;
  Instant not_after;
  std::string key_type;  ///< "P-256", "P-384", "RSA 2048"
  bool is_ca = false;
  std::vector<std::string> key_usage;           ///< "digitalSignature", ...; empty: any use
  std::vector<std::string> extended_key_usage;  ///< "serverAuth", "clientAuth", ...; empty: any use
  bool self_signed = false;  ///< subject and issuer are the same and its own key verifies the signature
  std::string signature_algorithm;  ///< "ECDSA with SHA-256"
  std::string sha256_fingerprint;   ///< "AB:CD:..." over the DER
  Bytes public_key;                 ///< SubjectPublicKeyInfo as DER
  Bytes der;
  /// `camera_obstacle` says why the camera's firmware cannot read it ("its key is Ed25519"); empty if it can.
  std::string camera_obstacle;
  /// `weakness` says why peers refuse it although it loads ("its signature uses SHA-1"); empty if they do
  /// not.
  std::string weakness;
};

/// `read_certificate` reads the certificate at the start of the bytes. If mbedTLS does not know its key or
/// signature, only key_type, fingerprint, camera_obstacle and whatever else can be read are filled in. Fails
/// when the bytes are not a certificate.
Result<CertificateFacts> read_certificate(ByteView bytes);

/// `is_signed_by` tests whether a certificate names another one as its issuer, and whether the other's key
/// verifies its signature. Whether that other one is an authority's is another question (`is_ca`).
bool is_signed_by(const CertificateFacts& certificate, const CertificateFacts& issuer);

/// `AlternativeNames` sorts the names in a subjectAltName extension by kind.
struct AlternativeNames {
  std::vector<std::string> dns_names;
  std::vector<std::string> ip_addresses;
  std::vector<std::string> other_names;
};

/// `RequestFacts` is what inspect() reports about a certificate request.
struct RequestFacts {
  std::string subject;
  AlternativeNames names;
  std::string key_type;
  Bytes public_key;
};

Result<RequestFacts> read_request(ByteView bytes);

}  // namespace tlscam
