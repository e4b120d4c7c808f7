#include "sim/acme/web_key.h"

#include <mbedtls/ecdsa.h>
#include <mbedtls/rsa.h>
#include <mbedtls/sha256.h>

#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/base/base64.h"
#include "sim/wire/der.h"

namespace tlscam {
namespace {

constexpr std::size_t kP256Size = 32;
constexpr std::size_t kSha256Size = 32;
constexpr std::size_t kFewestRsaBits = 2048;
constexpr std::size_t kMostRsaBits = 4096;
constexpr std::size_t kLongestExponent = 8;
constexpr std::uint8_t kUncompressed = 0x04;  // SEC 1, section 2.3.3
constexpr const char* kEcPublicKey = "1.2.840.10045.2.1";
constexpr const char* kPrime256v1 = "1.2.840.10045.3.1.7";
constexpr const char* kRsaEncryption = "1.2.840.113549.1.1.1";

struct Point {
  mbedtls_ecp_group group;
  mbedtls_ecp_point point;
  mbedtls_mpi r, s;

  Point() {
    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&point);
    mbedtls_mpi_init(&r);
    mbedtls_mpi_init(&s);
  }
  ~Point() {
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&point);
    mbedtls_mpi_free(&r);
    mbedtls_mpi_free(&s);
  }
  Point(const Point&) = delete;
  Point& operator=(const Point&) = delete;

  bool load(ByteView x, ByteView y) {
    Bytes uncompressed{kUncompressed};
    uncompressed.insert(uncompressed.end(), x.begin(), x.end());
    uncompressed.insert(uncompressed.end(), y.begin(), y.end());
    return mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1) == 0 &&
           mbedtls_ecp_point_read_binary(&group, &point, uncompressed.data(), uncompressed.size()) == 0 &&
           mbedtls_ecp_check_pubkey(&group, &point) == 0;
  }
};

struct RsaKey {
  mbedtls_rsa_context context;

  RsaKey() { mbedtls_rsa_init(&context); }
  ~RsaKey() { mbedtls_rsa_free(&context); }
  RsaKey(const RsaKey&) = delete;
  RsaKey& operator=(const RsaKey&) = delete;

  bool load(ByteView modulus, ByteView exponent) {
    return mbedtls_rsa_import_raw(&context, modulus.data(), modulus.size(), nullptr, 0, nullptr, 0, nullptr,
                                  0, exponent.data(), exponent.size()) == 0 &&
           mbedtls_rsa_complete(&context) == 0 && mbedtls_rsa_check_pubkey(&context) == 0;
  }
};

Result<Bytes> bytes_member(const nlohmann::json& jwk, const char* name) {
  auto bytes = from_base64url(text_of(jwk, name));
  if (!bytes || bytes->empty()) return fail("the member {} of the key is not base64url", name);
  return bytes;
}

}  // namespace

Result<WebKey> WebKey::read(const nlohmann::json& jwk) {
  if (!jwk.is_object()) return fail("the key is not an object");
  const std::string type = text_of(jwk, "kty");
  const bool is_p256 = type == "EC" && text_of(jwk, "crv") == "P-256";
  if (!is_p256 && type != "RSA") return fail("the key is neither of P-256 nor of RSA");
  auto first = bytes_member(jwk, is_p256 ? "x" : "n");
  if (!first) return tl::unexpected(first.error());
  auto second = bytes_member(jwk, is_p256 ? "y" : "e");
  if (!second) return tl::unexpected(second.error());

  if (is_p256) {
    Point point;
    if (first->size() != kP256Size || second->size() != kP256Size || !point.load(*first, *second))
      return fail("the key is not a point of P-256");
    return WebKey(Type::p256, std::move(*first), std::move(*second));
  }
  const std::size_t bits = first->size() * 8;
  if (bits < kFewestRsaBits || bits > kMostRsaBits || second->size() > kLongestExponent)
    return fail("an RSA key has {} to {} bits", kFewestRsaBits, kMostRsaBits);
  if (RsaKey key; !key.load(*first, *second)) return fail("the key is not an RSA key");
  return WebKey(Type::rsa, std::move(*first), std::move(*second));
}

WebKey WebKey::p256(Bytes x, Bytes y) {
  return WebKey(Type::p256, std::move(x), std::move(y));
}

std::string_view WebKey::algorithm() const {
  return type_ == Type::p256 ? "ES256" : "RS256";
}

std::string WebKey::to_json() const {
  const std::string first = to_base64url(first_);
  const std::string second = to_base64url(second_);
  if (type_ == Type::p256)
    return fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})", first, second);
  return fmt::format(R"({{"e":"{}","kty":"RSA","n":"{}"}})", second, first);
}

std::string WebKey::thumbprint() const {
  return to_base64url(sha256(as_bytes(to_json())));
}

// RFC 5480 section 2 and RFC 3279 section 2.3.1
Bytes WebKey::public_key_der() const {
  if (type_ == Type::p256) {
    Bytes point{kUncompressed};
    point.insert(point.end(), first_.begin(), first_.end());
    point.insert(point.end(), second_.begin(), second_.end());
    const Bytes algorithm = emit_der(kDerSequence, {emit_der_oid(kEcPublicKey), emit_der_oid(kPrime256v1)});
    return emit_der(kDerSequence, {algorithm, emit_der_bit_string(point)});
  }
  const Bytes algorithm = emit_der(kDerSequence, {emit_der_oid(kRsaEncryption), emit_der(kDerNull, Bytes{})});
  const Bytes key = emit_der(kDerSequence, {emit_der_number(first_), emit_der_number(second_)});
  return emit_der(kDerSequence, {algorithm, emit_der_bit_string(key)});
}

bool WebKey::verifies(std::string_view text, ByteView signature) const {
  const Bytes hash = sha256(as_bytes(text));
  return type_ == Type::p256 ? verifies_p256(hash, signature) : verifies_rsa(hash, signature);
}

bool WebKey::verifies_p256(ByteView hash, ByteView signature) const {
  Point key;
  return signature.size() == 2 * kP256Size && key.load(first_, second_) &&
         mbedtls_mpi_read_binary(&key.r, signature.data(), kP256Size) == 0 &&
         mbedtls_mpi_read_binary(&key.s, signature.data() + kP256Size, kP256Size) == 0 &&
         mbedtls_ecdsa_verify(&key.group, hash.data(), hash.size(), &key.point, &key.r, &key.s) == 0;
}

bool WebKey::verifies_rsa(ByteView hash, ByteView signature) const {
  RsaKey key;
  return key.load(first_, second_) && signature.size() == mbedtls_rsa_get_len(&key.context) &&
         mbedtls_rsa_pkcs1_verify(&key.context, MBEDTLS_MD_SHA256, static_cast<unsigned>(hash.size()),
                                  hash.data(), signature.data()) == 0;
}

Bytes sha256(ByteView bytes) {
  Bytes hash(kSha256Size);
  mbedtls_sha256(bytes.data(), bytes.size(), hash.data(), 0);
  return hash;
}

}  // namespace tlscam
