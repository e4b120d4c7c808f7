#include <fmt/format.h>

#include "sim/base/hex.h"
#include "sim/dissect/x509/der_fields.h"
#include "sim/dissect/x509/x509_fields.h"
#include "sim/wire/oid_names.h"

namespace tlscam {
namespace {

constexpr std::string_view kRsa = "1.2.840.113549.1.1.1";
constexpr std::string_view kEc = "1.2.840.10045.2.1";
constexpr std::string_view kEcdsa = "1.2.840.10045.4.";  // with any hash

constexpr FieldKind kAlgorithmId{"Algorithm", "x509.algorithm.id", "RFC 5280, 4.1.1.2"};
constexpr FieldKind kParameters{"Parameters", "x509.algorithm.parameters", "RFC 5280, 4.1.1.2"};
constexpr FieldKind kCurve{"Curve", "x509.public_key.curve", "RFC 5480, 2.1.1"};
constexpr FieldKind kKeyAlgorithm{"Key algorithm", "x509.algorithm", "RFC 5280, 4.1.2.7"};
constexpr FieldKind kKeyBits{"Key", "x509.public_key.bits", "RFC 5280, 4.1.2.7"};
constexpr FieldKind kRsaKey{"RSA public key", "x509.public_key.rsa", "RFC 8017, A.1.1"};
constexpr FieldKind kModulus{"Modulus (n)", "x509.public_key.modulus", "RFC 8017, A.1.1"};
constexpr FieldKind kExponent{"Public exponent (e)", "x509.public_key.exponent", "RFC 8017, A.1.1"};
constexpr FieldKind kPoint{"Point", "x509.public_key.point", "RFC 5480, 2.2"};
constexpr FieldKind kForm{"Form", "x509.public_key.point", "SEC 1, 2.3.3"};
constexpr FieldKind kX{"X coordinate", "x509.public_key.point", "SEC 1, 2.3.3"};
constexpr FieldKind kY{"Y coordinate", "x509.public_key.point", "SEC 1, 2.3.3"};
constexpr FieldKind kKeyBytes{"Key bytes", "x509.public_key.bits", "RFC 8410, 4"};

constexpr FieldKind kSignature{"Signature", "x509.signature", "RFC 5280, 4.1.1.3"};
constexpr FieldKind kSignatureBytes{"Signature bytes", "x509.signature.bytes", "RFC 8017, 8"};
constexpr FieldKind kEcdsaSignature{"ECDSA signature", "x509.signature.bytes", "RFC 3279, 2.2.3"};
constexpr FieldKind kR{"r", "x509.signature.bytes", "RFC 3279, 2.2.3"};
constexpr FieldKind kS{"s", "x509.signature.bytes", "RFC 3279, 2.2.3"};

constexpr FieldKind kPrivateKey{"Private key", "x509.private_key", "RFC 5958, 2"};
constexpr FieldKind kVersion{"Version", "x509.private_key.version", "RFC 5958, 2"};
constexpr FieldKind kSecret{"Secret", "x509.private_key.secret"};
constexpr FieldKind kWrapped{"Key in its own format", "x509.private_key.wrapped", "RFC 5958, 2"};
constexpr FieldKind kOwnPublic{"Its public key", "x509.private_key.public", "RFC 5915, 3"};
constexpr FieldKind kOwnCurve{"Its curve", "x509.private_key.curve", "RFC 5915, 3"};
constexpr FieldKind kEncryption{"How it is encrypted", "x509.private_key.encryption", "RFC 5958, 3"};
constexpr FieldKind kEncrypted{"Encrypted key", "x509.private_key.encrypted", "RFC 5958, 3"};

/// The rest of a BIT STRING's content is a point of a curve.
void read_point(FieldReader& in) {
  const FieldGroup point(in, kPoint);
  const std::uint8_t form = in.u8(kForm, hex8_text);
  if (form == 4) {
    in.set_value("uncompressed (0x04)");
    const std::size_t half = in.remaining() / 2;
    in.bytes(kX, half);
    in.rest(kY);
  } else if (form == 2 || form == 3) {
    in.set_value(fmt::format("compressed (0x{:02x})", form));
    in.rest(kX);
  } else {
    in.set_broken("no form of a point");
    in.rest(kKeyBytes);
  }
}

void read_rsa_public(FieldReader& in) {
  DerElement key(in, kRsaKey, kDerSequence);
  if (!key) return;
  read_der_integer(in, kModulus);
  read_der_integer(in, kExponent);
}

/// RSAPrivateKey behind its version: modulus and public exponent, then d, p, q and what is made of them.
void read_rsa_private(FieldReader& in) {
  constexpr FieldKind kSecrets[] = {{"Private exponent (d)", "x509.private_key.secret", "RFC 8017, A.1.2"},
                                    {"First prime (p)", "x509.private_key.secret", "RFC 8017, A.1.2"},
                                    {"Second prime (q)", "x509.private_key.secret", "RFC 8017, A.1.2"},
                                    {"d mod (p - 1)", "x509.private_key.secret", "RFC 8017, A.1.2"},
                                    {"d mod (q - 1)", "x509.private_key.secret", "RFC 8017, A.1.2"},
                                    {"1/q mod p", "x509.private_key.secret", "RFC 8017, A.1.2"}};
  read_der_integer(in, kModulus);
  read_der_integer(in, kExponent);
  for (const FieldKind& secret : kSecrets) read_der_secret(in, secret, kDerInteger);
  while (in.more()) read_der_secret(in, kSecret, next_der_tag(in));
}

/// ECPrivateKey behind its version.
void read_ec_private(FieldReader& in) {
  read_der_secret(in, kSecret, kDerOctetString);
  if (next_der_tag(in) == der_context(0, true)) {
    const DerElement curve(in, kOwnCurve, der_context(0, true));
    if (next_der_tag(in) == kDerOid) {
      read_der_oid(in, kCurve);
    } else {
      read_der_any(in, kCurve);  // its numbers, instead of its name
    }
  }
  if (next_der_tag(in) != der_context(1, true)) return;
  const DerElement own(in, kOwnPublic, der_context(1, true));
  const DerElement bits(in, kKeyBits, kDerBitString);
  if (!bits) return;
  read_unused_bits(in);
  read_point(in);
}

/// The OCTET STRING of PrivateKeyInfo: a key in the format of its own algorithm.
void read_wrapped(FieldReader& in, std::string_view algorithm) {
  if (algorithm != kRsa && algorithm != kEc) return read_der_secret(in, kSecret, kDerOctetString);
  const DerElement wrapped(in, kWrapped, kDerOctetString);
  const DerElement key(in, kPrivateKey, kDerSequence);
  if (!key) return;
  read_der_integer(in, kVersion);
  algorithm == kRsa ? read_rsa_private(in) : read_ec_private(in);
}

}  // namespace

std::string dissect_algorithm(FieldReader& in, const FieldKind& kind) {
  DerElement element(in, kind, kDerSequence);
  if (!element) return {};
  std::string id = read_der_oid(in, kAlgorithmId);
  std::string text(oid_name(id).empty() ? id : oid_name(id));
  if (id == kEc && next_der_tag(in) == kDerOid) {
    const std::string curve = read_der_oid(in, kCurve);
    text += fmt::format(", {}", oid_name(curve).empty() ? curve : oid_name(curve));
  }
  while (in.more()) read_der_any(in, kParameters);
  element.set_value(text);
  return id;
}

void dissect_public_key(FieldReader& in, const FieldKind& kind) {
  const DerElement info(in, kind, kDerSequence);
  if (!info) return;
  const std::string algorithm = dissect_algorithm(in, kKeyAlgorithm);
  const DerElement bits(in, kKeyBits, kDerBitString);
  if (!bits) return;
  read_unused_bits(in);
  if (algorithm == kRsa) return read_rsa_public(in);
  if (algorithm == kEc) return read_point(in);
  in.rest(kKeyBytes);
}

void dissect_signature(FieldReader& in, std::string_view algorithm) {
  const DerElement bits(in, kSignature, kDerBitString);
  if (!bits) return;
  read_unused_bits(in);
  if (!algorithm.starts_with(kEcdsa)) {
    in.rest(kSignatureBytes);
    return;
  }
  const DerElement numbers(in, kEcdsaSignature, kDerSequence);
  if (!numbers) return;
  read_der_integer(in, kR);
  read_der_integer(in, kS);
}

void dissect_private_key(FieldReader& in) {
  DerElement key(in, kPrivateKey, kDerSequence);
  if (!key) return;
  if (next_der_tag(in) == kDerSequence) {
    key.set_value("PKCS#8, behind a pass phrase");
    dissect_algorithm(in, kEncryption);
    const auto content = read_der(in, kEncrypted, kDerOctetString);
    if (content) in.set_value(fmt::format("{} bytes", content->size()));
    return;
  }
  read_der_integer(in, kVersion);
  switch (next_der_tag(in)) {
    case kDerInteger:
      key.set_value("PKCS#1");
      return read_rsa_private(in);
    case kDerOctetString:
      key.set_value("SEC1");
      return read_ec_private(in);
    default:
      key.set_value("PKCS#8");
      read_wrapped(in, dissect_algorithm(in, {"Key algorithm", "x509.algorithm", "RFC 5958, 2"}));
      while (in.more()) read_der_any(in, {"Attributes", "x509.private_key.attributes", "RFC 5958, 2"});
  }
}

}  // namespace tlscam
