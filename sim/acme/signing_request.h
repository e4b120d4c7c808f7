#pragma once
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

/// A `SigningRequest` is a CSR (PKCS #10, RFC 2986): a public key, and the names that its owner wants.
struct SigningRequest {
  Bytes der;
  Bytes public_key;  ///< the SubjectPublicKeyInfo, as DER
  bool has_rsa_key = false;
  bool is_weak = false;                ///< neither RSA of 2048 bits or more, nor P-256 or P-384
  std::vector<std::string> names;      ///< DNS names, in lower case, each once: of the SAN and the CN
  std::vector<Ipv4Address> addresses;  ///< those of the SAN

  /// Reads DER or PEM. Fails for what is not a CSR, a signature that is not its key's, a name that is not
  /// plain ASCII and an address that is not IPv4.
  static Result<SigningRequest> read(ByteView file);
};

}  // namespace tlscam
