#include "sim/dissect/tls_kdf.h"

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

Bytes hmac(TlsHash hash, ByteView key, std::initializer_list<ByteView> parts) {
  Bytes out(hash_size(hash));
  mbedtls_md_context_t context;
  mbedtls_md_init(&context);
  if (mbedtls_md_setup(&context, info_of(hash), 1) == 0 &&
      mbedtls_md_hmac_starts(&context, key.data(), key.size()) == 0) {
    for (const ByteView part : parts) mbedtls_md_hmac_update(&context, part.data(), part.size());
    mbedtls_md_hmac_finish(&context, out.data());
  }
  mbedtls_md_free(&context);
  return out;
}

Bytes tls12_prf(TlsHash hash, ByteView secret, std::string_view label, ByteView seed, std::size_t size) {
  Bytes out;
  // P_hash: A(0) is label and seed, A(i) the HMAC of A(i-1).
  Bytes a = hmac(hash, secret, {as_bytes(label), seed});
  while (out.size() < size) {
    const Bytes next = hmac(hash, secret, {a, as_bytes(label), seed});
    out.insert(out.end(), next.begin(), next.end());
    a = hmac(hash, secret, {a});
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
