#include <mbedtls/ecp.h>
#include <mbedtls/x509_crt.h>

#include <array>

#include "sim/stack/tls_identity.h"
#include "sim/stack/tls_work.h"
#include "sim/wire/address.h"

namespace tlscam {
namespace {

constexpr std::chrono::hours kDay{24};
constexpr std::size_t kRoomForCertificate = 2048;
constexpr std::size_t kRoomForKey = 512;

/// A key and a certificate while they are being written.
struct Draft {
  mbedtls_pk_context key;
  mbedtls_x509write_cert certificate;

  Draft() {
    mbedtls_pk_init(&key);
    mbedtls_x509write_crt_init(&certificate);
  }
  ~Draft() {
    mbedtls_x509write_crt_free(&certificate);
    mbedtls_pk_free(&key);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
};

/// "20261123100000", as mbedTLS wants a date.
std::string date_text(Instant instant) {
  std::string text = to_text(std::chrono::floor<std::chrono::seconds>(instant));
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == ' '; });
  return text;
}

/// mbedTLS writes at the end of the room.
Bytes end_of(const Bytes& room, int size) {
  return {room.end() - size, room.end()};
}

bool make_key(mbedtls_pk_context& key, Random& random) {
  return mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)) == 0 &&
         mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(key), tls_random, &random) == 0;
}

bool set_names(mbedtls_x509write_cert& certificate, const std::string& name) {
  const std::string subject = "CN=" + name;
  mbedtls_x509_san_list alternative{};
  const auto address = parse_ipv4(name);
  alternative.node.type = address ? MBEDTLS_X509_SAN_IP_ADDRESS : MBEDTLS_X509_SAN_DNS_NAME;
  Bytes value(name.begin(), name.end());
  if (address) value.assign(address->octets.begin(), address->octets.end());
  alternative.node.san.unstructured_name.p = value.data();
  alternative.node.san.unstructured_name.len = value.size();
  return mbedtls_x509write_crt_set_subject_name(&certificate, subject.c_str()) == 0 &&
         mbedtls_x509write_crt_set_issuer_name(&certificate, subject.c_str()) == 0 &&
         mbedtls_x509write_crt_set_subject_alternative_name(&certificate, &alternative) == 0;
}

}  // namespace

Result<std::shared_ptr<TlsIdentity>> TlsIdentity::forge(const std::string& name, std::uint64_t seed,
                                                        Instant now) {
  Random random(seed);
  const TlsWork work(random, now);
  Draft draft;
  if (!make_key(draft.key, random)) return fail("no key can be made");
  mbedtls_x509write_cert& certificate = draft.certificate;
  mbedtls_x509write_crt_set_version(&certificate, MBEDTLS_X509_CRT_VERSION_3);
  mbedtls_x509write_crt_set_md_alg(&certificate, MBEDTLS_MD_SHA256);
  mbedtls_x509write_crt_set_subject_key(&certificate, &draft.key);
  mbedtls_x509write_crt_set_issuer_key(&certificate, &draft.key);
  std::array<unsigned char, 8> serial{};
  tls_random(&random, serial.data(), serial.size());
  serial[0] &= 0x7f;  // RFC 5280 section 4.1.2.2: a positive number
  const bool named = set_names(certificate, name) &&
                     mbedtls_x509write_crt_set_serial_raw(&certificate, serial.data(), serial.size()) == 0 &&
                     mbedtls_x509write_crt_set_validity(&certificate, date_text(now - kDay).c_str(),
                                                        date_text(now + 365 * kDay).c_str()) == 0;
  if (!named) return fail("no certificate can be made for \"{}\"", name);
  Bytes room(kRoomForCertificate);
  const int size = mbedtls_x509write_crt_der(&certificate, room.data(), room.size(), tls_random, &random);
  Bytes key_room(kRoomForKey);
  const int key_size = mbedtls_pk_write_key_der(&draft.key, key_room.data(), key_room.size());
  if (size <= 0 || key_size <= 0) return fail("no certificate can be made for \"{}\"", name);
  return read({end_of(room, size)}, end_of(key_room, key_size));
}

}  // namespace tlscam
