#include "sim/dissect/decrypt/tls_kdf.h"

#include <mbedtls/md.h>

#include <algorithm>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

const mbedtls_md_info_t* info_of(TlsHash hash) {
  constexpr mbedtls_md_type_t kTypes[] = {MBEDTLS_MD_SHA1, MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384};
  return mbedtls_md_info_from_type(kTypes[static_cast<std::size_t>(hash)]);
}

}  // namespace

std::size_t hash_size(TlsHash hash) {
  constexpr std::size_t kSizes[] = {20, 32, 48};
  return kSizes[static_cast<std::size_t>(hash)];
}

namespace {

/// HMAC with one key, again and again: the key is taken in once.
class Hmac {
 public:
  Hmac(TlsHash hash, ByteView key) : size_(hash_size(hash)) {
    mbedtls_md_init(&context_);
    ready_ = mbedtls_md_setup(&context_, info_of(hash), 1) == 0 &&
             mbedtls_md_hmac_starts(&context_, key.data(), key.size()) == 0;
  }
  ~Hmac() { mbedtls_md_free(&context_); }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;

  Bytes of(std::initializer_list<ByteView> parts) {
    Bytes out(size_);
    if (!ready_) return out;
    for (const ByteView part : parts) mbedtls_md_hmac_update(&context_, part.data(), part.size());
    mbedtls_md_hmac_finish(&context_, out.data());
    mbedtls_md_hmac_reset(&context_);
    return out;
  }

 private:
  mbedtls_md_context_t context_;
  std::size_t size_;
  bool ready_ = false;
};

}  // namespace

Bytes hmac(TlsHash hash, ByteView key, std::initializer_list<ByteView> parts) {
  return Hmac(hash, key).of(parts);
}

Bytes tls12_prf(TlsHash hash, ByteView secret, std::string_view label, ByteView seed, std::size_t size) {
  Bytes out;
  Hmac keyed(hash, secret);
  // P_hash: A(0) is label and seed, A(i) the HMAC of A(i-1).
  Bytes a = keyed.of({as_bytes(label), seed});
  while (out.size() < size) {
    const Bytes next = keyed.of({a, as_bytes(label), seed});
    out.insert(out.end(), next.begin(), next.end());
    if (out.size() < size) a = keyed.of({a});
  }
  out.resize(size);
  return out;
}

Bytes hkdf_expand_label(TlsHash hash, ByteView secret, std::string_view label, ByteView context,
                        std::size_t size) {
  Writer info;
  info.u16be(static_cast<std::uint16_t>(size)).u8(static_cast<std::uint8_t>(6 + label.size()));
  info.bytes(as_bytes("tls13 ")).bytes(as_bytes(label));
  info.u8(static_cast<std::uint8_t>(context.size())).bytes(context);
  info.u8(1);  // RFC 5869, 2.3: the counter of the first block
  Bytes out = hmac(hash, secret, {info.view()});
  out.resize(std::min(size, out.size()));
  return out;
}

}  // namespace tlscam
