#include "sim/acme/account_key.h"

#include <mbedtls/ecdsa.h>
#include <mbedtls/pk.h>

#include "sim/acme/pem.h"
#include "sim/stack/tls_work.h"

namespace tlscam {
namespace {

constexpr std::size_t kP256Size = 32;

// Exporting the point of a key that was checked cannot fail.
WebKey public_part(const mbedtls_pk_context& key) {
  const mbedtls_ecp_keypair& pair = *mbedtls_pk_ec(key);
  Bytes point(1 + 2 * kP256Size);
  std::size_t written = 0;
  mbedtls_ecp_write_public_key(&pair, MBEDTLS_ECP_PF_UNCOMPRESSED, &written, point.data(), point.size());
  const auto middle = point.begin() + 1 + kP256Size;
  return WebKey::p256(Bytes(point.begin() + 1, middle), Bytes(middle, point.end()));
}

}  // namespace

struct AccountKey::Parts {
  mbedtls_pk_context key;

  Parts() { mbedtls_pk_init(&key); }
  ~Parts() { mbedtls_pk_free(&key); }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
};

AccountKey::AccountKey(std::shared_ptr<Parts> parts)
    : parts_(std::move(parts)), public_key_(public_part(parts_->key)) {}

AccountKey AccountKey::make(Random& random) {
  const TlsWork work(random, Instant{});
  auto parts = std::make_shared<Parts>();
  mbedtls_pk_setup(&parts->key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));
  mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(parts->key), tls_random, &random);
  return AccountKey(std::move(parts));
}

Result<AccountKey> AccountKey::read(ByteView file) {
  // Reading a key may draw numbers, which nothing depends on.
  Random random(0);
  const TlsWork work(random, Instant{});
  auto parts = std::make_shared<Parts>();
  const Bytes text = with_final_zero(file);
  const bool good =
      mbedtls_pk_parse_key(&parts->key, text.data(), text.size(), nullptr, 0, tls_random, &random) == 0 &&
      mbedtls_pk_get_type(&parts->key) == MBEDTLS_PK_ECKEY &&
      mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(parts->key)) == MBEDTLS_ECP_DP_SECP256R1;
  if (!good) return fail("this is not a private key of P-256 without a password");
  return AccountKey(std::move(parts));
}

std::string AccountKey::to_pem() const {
  constexpr std::size_t kRoom = 256;
  Bytes der(kRoom);
  // It writes at the end of the room.
  const int size = mbedtls_pk_write_key_der(&parts_->key, der.data(), der.size());
  return tlscam::to_pem("EC PRIVATE KEY", ByteView(der).last(static_cast<std::size_t>(size)));
}

Bytes AccountKey::sign(std::string_view text, Random& random) const {
  const TlsWork work(random, Instant{});
  const Bytes hash = sha256(as_bytes(text));
  mbedtls_ecp_group group;
  mbedtls_mpi d, r, s;
  mbedtls_ecp_group_init(&group);
  for (mbedtls_mpi* number : {&d, &r, &s}) mbedtls_mpi_init(number);
  mbedtls_ecp_export(mbedtls_pk_ec(parts_->key), &group, &d, nullptr);
  mbedtls_ecdsa_sign(&group, &r, &s, &d, hash.data(), hash.size(), tls_random, &random);
  Bytes signature(2 * kP256Size);
  mbedtls_mpi_write_binary(&r, signature.data(), kP256Size);
  mbedtls_mpi_write_binary(&s, signature.data() + kP256Size, kP256Size);
  for (mbedtls_mpi* number : {&d, &r, &s}) mbedtls_mpi_free(number);
  mbedtls_ecp_group_free(&group);
  return signature;
}

}  // namespace tlscam
