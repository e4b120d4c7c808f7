#include "sim/certificate/x509.h"

#include <fmt/ranges.h>
#include <mbedtls/md.h>

#include <array>
#include <chrono>

#include "sim/wire/address.h"

namespace tlscam {

CertificateList empty_certificate_list() {
  CertificateList list(new mbedtls_x509_crt);
  mbedtls_x509_crt_init(list.get());
  return list;
}

std::string name_text(const mbedtls_x509_name& name) {
  std::array<char, 4096> text{};
  return mbedtls_x509_dn_gets(text.data(), text.size(), &name) >= 0 ? std::string(text.data())
                                                                    : std::string();
}

Instant instant_of(const mbedtls_x509_time& time) {
  using namespace std::chrono;
  const auto date =
      year(time.year) / month(static_cast<unsigned>(time.mon)) / day(static_cast<unsigned>(time.day));
  return sys_days(date) + hours(time.hour) + minutes(time.min) + seconds(time.sec);
}

std::string address_text(ByteView bytes) {
  if (bytes.size() == 4) {
    Cursor in(bytes);
    return to_text(read_ipv4(in));
  }
  if (bytes.size() != 16) return fmt::format("{} bytes", bytes.size());
  Cursor in(bytes);
  std::array<std::uint16_t, 8> groups{};
  for (std::uint16_t& group : groups) group = in.u16be();
  return fmt::format("{:x}", fmt::join(groups, ":"));
}

bool is_signed_by(const mbedtls_x509_crt& certificate, const mbedtls_x509_crt& issuer) {
  const mbedtls_md_type_t hash = certificate.MBEDTLS_PRIVATE(sig_md);
  const mbedtls_md_info_t* info = mbedtls_md_info_from_type(hash);
  std::array<std::uint8_t, MBEDTLS_MD_MAX_SIZE> digest{};
  if (info == nullptr || mbedtls_md(info, certificate.tbs.p, certificate.tbs.len, digest.data()) != 0)
    return false;
  const mbedtls_x509_buf& signature = certificate.MBEDTLS_PRIVATE(sig);
  // mbedTLS only reads the key, though its parameter is not const.
  return mbedtls_pk_verify_ext(certificate.MBEDTLS_PRIVATE(sig_pk), certificate.MBEDTLS_PRIVATE(sig_opts),
                               const_cast<mbedtls_pk_context*>(&issuer.pk), hash, digest.data(),
                               mbedtls_md_get_size(info), signature.p, signature.len) == 0;
}

}  // namespace tlscam
