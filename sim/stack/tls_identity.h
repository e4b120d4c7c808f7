#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

struct mbedtls_pk_context;
struct mbedtls_x509_crt;

namespace tlscam {

/// A TlsIdentity is what an end of a TLS connection shows of itself: a chain of certificates and the key of
/// the first.
class TlsIdentity {
 public:
  /// Reads certificates, the leaf first and its issuers after it, and the leaf's private key; each is DER or
  /// PEM. Fails for what is neither, and for a key that is not the leaf's.
  static Result<std::shared_ptr<TlsIdentity>> read(const std::vector<Bytes>& certificates, ByteView key);
  /// The date from which a certificate, DER or PEM, is valid. Fails for what is not a certificate.
  static Result<Instant> valid_from(ByteView certificate);
  /// Makes a key on the curve P-256 and a certificate for `name` (a host name or an address) that it signs
  /// itself, as whoever pretends to be that host can. It is valid from a day before `now` for a year. The
  /// same seed gives the same key.
  static Result<std::shared_ptr<TlsIdentity>> forge(const std::string& name, std::uint64_t seed, Instant now);
  ~TlsIdentity();
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;

  mbedtls_x509_crt& chain();
  mbedtls_pk_context& key();

 private:
  struct Parts;
  explicit TlsIdentity(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tlscam
