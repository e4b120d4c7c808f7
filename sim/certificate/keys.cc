#include "sim/certificate/keys.h"

#include <mbedtls/ecp.h>
#include <mbedtls/rsa.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace tlscam {
namespace {

struct Curve {
  mbedtls_ecp_group_id id;
  std::string_view name;
  bool known_to_camera;  ///< MicroPython's extmod/mbedtls/mbedtls_config_common.h
  bool accepted;         ///< in mbedtls_x509_crt_profile_default
};

constexpr Curve kCurves[] = {
    {MBEDTLS_ECP_DP_SECP192R1, "P-192", true, false},
    {MBEDTLS_ECP_DP_SECP224R1, "P-224", true, false},
    {MBEDTLS_ECP_DP_SECP256R1, "P-256", true, true},
    {MBEDTLS_ECP_DP_SECP384R1, "P-384", true, true},
    {MBEDTLS_ECP_DP_SECP521R1, "P-521", true, true},
    {MBEDTLS_ECP_DP_SECP192K1, "secp192k1", true, false},
    {MBEDTLS_ECP_DP_SECP224K1, "secp224k1", true, false},
    {MBEDTLS_ECP_DP_SECP256K1, "secp256k1", true, false},
    {MBEDTLS_ECP_DP_BP256R1, "brainpoolP256r1", false, true},
    {MBEDTLS_ECP_DP_BP384R1, "brainpoolP384r1", false, true},
    {MBEDTLS_ECP_DP_BP512R1, "brainpoolP512r1", false, true},
    {MBEDTLS_ECP_DP_CURVE25519, "X25519", false, true},
    {MBEDTLS_ECP_DP_CURVE448, "X448", false, true},
};

constexpr std::size_t kLeastRsaBits = 2048;  // rsa_min_bitlen of mbedtls_x509_crt_profile_default

/// mbedTLS blinds its computations with these numbers; the results do not depend on them, and no secret
/// remains.
int blinding(void*, unsigned char* out, std::size_t size) {
  std::uint32_t state = 1;
  std::generate_n(out, size, [&] {
    state = state * 1664525 + 1013904223;
    return static_cast<unsigned char>(state >> 24);
  });
  return 0;
}

Bytes public_key_der(const mbedtls_pk_context& key) {
  std::array<std::uint8_t, 4096> buffer{};
  // mbedTLS writes from the end of the buffer towards its front.
  const int size = mbedtls_pk_write_pubkey_der(&key, buffer.data(), buffer.size());
  return size > 0 ? Bytes(buffer.end() - size, buffer.end()) : Bytes();
}

void set_curve(KeyFacts& facts, mbedtls_ecp_group_id id) {
  const auto curve = std::ranges::find(kCurves, id, &Curve::id);
  if (curve == std::end(kCurves)) return;
  facts.type = curve->name;
  if (!curve->known_to_camera) facts.camera_obstacle = fmt::format("its key is on the curve {}", curve->name);
  if (curve->accepted) return;
  facts.weakness = id == MBEDTLS_ECP_DP_SECP256K1 ? "mbedTLS does not accept the curve secp256k1"
                                                  : fmt::format("the curve {} is too weak", curve->name);
}

}  // namespace

KeyFacts facts_of(const mbedtls_pk_context& key) {
  KeyFacts facts;
  facts.public_key = public_key_der(key);
  const std::size_t bits = mbedtls_pk_get_bitlen(&key);
  if (mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA)) {
    facts.type = fmt::format("RSA {}", bits);
    if (bits < kLeastRsaBits) facts.weakness = fmt::format("RSA with {} bits is too weak", bits);
  } else if (mbedtls_pk_can_do(&key, MBEDTLS_PK_ECKEY) || mbedtls_pk_can_do(&key, MBEDTLS_PK_ECKEY_DH)) {
    set_curve(facts, mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(key)));
  }
  return facts;
}

Result<KeyFacts> read_private_key(ByteView der) {
  Key key;
  if (mbedtls_pk_parse_key(key.get(), der.data(), der.size(), nullptr, 0, blinding, nullptr) != 0) {
    return fail("the private key cannot be read");
  }
  return facts_of(*key.get());
}

Result<KeyFacts> read_public_key(ByteView der) {
  Key key;
  if (mbedtls_pk_parse_public_key(key.get(), der.data(), der.size()) != 0) {
    return fail("the public key cannot be read");
  }
  return facts_of(*key.get());
}

std::string key_algorithm_name(std::string_view oid) {
  struct Name {
    std::string_view oid;
    std::string_view name;
  };
  constexpr Name kNames[] = {
      {"1.2.840.10045.2.1", "EC"},
      {"1.2.840.113549.1.1.1", "RSA"},
      {"1.2.840.113549.1.1.10", "RSA-PSS"},
      {"1.2.840.10040.4.1", "DSA"},
      {"1.3.101.110", "X25519"},
      {"1.3.101.111", "X448"},
      {"1.3.101.112", "Ed25519"},
      {"1.3.101.113", "Ed448"},
      {"2.16.840.1.101.3.4.3.17", "ML-DSA-44"},
      {"2.16.840.1.101.3.4.3.18", "ML-DSA-65"},
      {"2.16.840.1.101.3.4.3.19", "ML-DSA-87"},
  };
  const auto found = std::ranges::find(kNames, oid, &Name::oid);
  return std::string(found == std::end(kNames) ? oid : found->name);
}

}  // namespace tlscam
