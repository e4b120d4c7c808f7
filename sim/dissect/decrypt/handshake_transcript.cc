#include "sim/dissect/decrypt/handshake_transcript.h"

#include <mbedtls/md.h>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

/// With the longest chains of certificates; nobody could end a longer handshake.
constexpr std::size_t kLongest = 512u << 10;

constexpr std::uint8_t kMessageHash = 254;

}  // namespace

void HandshakeTranscript::add(ByteView message) {
  if (!complete_) return;
  if (messages_.size() + message.size() > kLongest) {
    messages_ = {};
    complete_ = false;
    return;
  }
  messages_.insert(messages_.end(), message.begin(), message.end());
}

void HandshakeTranscript::fold(TlsHash hash) {
  const Bytes digest_so_far = digest(hash);
  Writer out;
  out.u8(kMessageHash).u16be(0).u8(static_cast<std::uint8_t>(digest_so_far.size())).bytes(digest_so_far);
  messages_ = out.take();
}

Bytes HandshakeTranscript::digest(TlsHash hash) const {
  Bytes out(hash_size(hash));
  const mbedtls_md_type_t type = hash == TlsHash::sha384 ? MBEDTLS_MD_SHA384 : MBEDTLS_MD_SHA256;
  mbedtls_md(mbedtls_md_info_from_type(type), messages_.data(), messages_.size(), out.data());
  return out;
}

}  // namespace tlscam
