#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "sim/acme/web_key.h"
#include "sim/base/random.h"

namespace tlscam {

/// An `AccountKey` is the private key of an ACME account (RFC 8555 section 6.2), of P-256.
class AccountKey {
 public:
  /// Draws a new key.
  static AccountKey make(Random& random);

  /// Reads a key file, DER or PEM. Fails for what is not a private key of P-256.
  static Result<AccountKey> read(ByteView file);

  /// The key as a PEM file in the form of SEC1, as `openssl ecparam -genkey` writes it.
  std::string to_pem() const;

  const WebKey& public_key() const { return public_key_; }

  /// The signature ES256 of a text (RFC 7518 section 3.4).
  Bytes sign(std::string_view text, Random& random) const;

 private:
  struct Parts;
  explicit AccountKey(std::shared_ptr<Parts> parts);

  std::shared_ptr<Parts> parts_;  // copies share what never changes
  WebKey public_key_;
};

}  // namespace tlscam
