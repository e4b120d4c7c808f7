#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// A `WebKey` is the public key of an account as a JWK has it (RFC 7517, RFC 7518 section 6): P-256 or RSA.
class WebKey {
 public:
  /// Reads a JWK. Fails for another type of key, RSA of less than 2048 or more than 4096 bits, and for
  /// malformed members.
  static Result<WebKey> read(const nlohmann::json& jwk);
  static WebKey p256(Bytes x, Bytes y);

  /// "ES256" or "RS256" (RFC 7518 section 3.1): the only algorithm that the key signs with.
  std::string_view algorithm() const;

  /// The JWK with its required members in order (RFC 7638 section 3).
  std::string to_json() const;

  /// The SHA-256 of that, as base64url: the name of the key.
  std::string thumbprint() const;

  /// The SubjectPublicKeyInfo as DER (RFC 5280 section 4.1.2.7).
  Bytes public_key_der() const;

  /// Whether a signature in the form of RFC 7518 section 3 belongs to the text.
  bool verifies(std::string_view text, ByteView signature) const;

  bool operator==(const WebKey&) const = default;

 private:
  enum class Type { p256, rsa };
  WebKey(Type type, Bytes first, Bytes second)
      : type_(type), first_(std::move(first)), second_(std::move(second)) {}
  bool verifies_p256(ByteView hash, ByteView signature) const;
  bool verifies_rsa(ByteView hash, ByteView signature) const;

  Type type_;
  Bytes first_, second_;  // x and y, or the modulus and the exponent
};

/// SHA-256 (FIPS 180-4).
Bytes sha256(ByteView bytes);

}  // namespace tlscam
