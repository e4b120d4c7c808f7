#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/acme/signing_request.h"
#include "sim/base/bytes.h"
#include "sim/base/random.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `Validity` is from when to when a certificate holds, both ends included (RFC 5280 section 4.1.2.5).
struct Validity {
  Instant from, to;
};

/// A `Revocation` is an entry of a CRL.
struct Revocation {
  Bytes serial;
  Instant when;
};

/// An `Issuer` signs certificates for servers, as a public CA does in 2026: for serverAuth alone, with the
/// names in the SAN, and with the place of its CRL.
class Issuer {
 public:
  /// `certificates` are those of the issuer, its own first, then the chain that servers send after their own;
  /// `key` is the private key of the first; each is DER or PEM. `crl_url` is where its CRL lies; empty: it
  /// has none. Fails for what is neither, for a key that is not the certificate's, and for a certificate that
  /// is not a CA's.
  static Result<Issuer> read(const std::vector<Bytes>& certificates, ByteView key, std::string crl_url);

  /// A certificate for the names and the key of a request, as DER. The serial number is drawn.
  Result<Bytes> issue(const SigningRequest& request, Validity validity, Random& random) const;

  /// The certificates that follow one of the issuer's, as PEM.
  std::string chain_pem() const;

  /// A CRL with these entries (RFC 5280 section 5), as DER.
  Result<Bytes> revocation_list(const std::vector<Revocation>& revoked, std::uint64_t number,
                                Validity validity, Random& random) const;

 private:
  struct Parts;
  explicit Issuer(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<Parts> parts_;  // copies share what never changes
};

/// `IssuedFacts` is what a revocation needs to know of a certificate.
struct IssuedFacts {
  Bytes serial;      ///< empty for what is not a certificate
  Bytes public_key;  ///< its SubjectPublicKeyInfo, as DER
};
IssuedFacts facts_of_issued(ByteView certificate);

}  // namespace tlscam
