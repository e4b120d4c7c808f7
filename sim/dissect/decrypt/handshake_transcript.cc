#include "sim/dissect/decrypt/handshake_transcript.h"

#include <mbedtls/md.h>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

/// With the longest chains of certificates; nobody could end a longer handshake.
constexpr std::size_t kLongest = 512u << 10;

constexpr std::uint8_t kMessageHash = 254;

const mbedtls_md_info_t* info_of(TlsHash hash) {
  return mbedtls_md_info_from_type(hash == TlsHash::sha384 ? MBEDTLS_MD_SHA384 : MBEDTLS_MD_SHA256);
}

}  // namespace

/// A hash that tells what it is at any moment, and goes on.
class HandshakeTranscript::RunningHash {
 public:
  explicit RunningHash(TlsHash hash) : hash_(hash) {
    mbedtls_md_init(&context_);
    mbedtls_md_setup(&context_, info_of(hash), 0);
    mbedtls_md_starts(&context_);
  }
  ~RunningHash() { mbedtls_md_free(&context_); }
  RunningHash(const RunningHash&) = delete;
  RunningHash& operator=(const RunningHash&) = delete;

  TlsHash hash() const { return hash_; }

  /// The hash of all messages, the first of which it has had.
  Bytes of(ByteView messages) {
    const ByteView news = messages.subspan(size_);
    mbedtls_md_update(&context_, news.data(), news.size());
    size_ = messages.size();
    mbedtls_md_context_t copy;
    mbedtls_md_init(&copy);
    mbedtls_md_setup(&copy, info_of(hash_), 0);
    mbedtls_md_clone(&copy, &context_);
    Bytes out(hash_size(hash_));
    mbedtls_md_finish(&copy, out.data());
    mbedtls_md_free(&copy);
    return out;
  }

 private:
  TlsHash hash_;
  std::size_t size_ = 0;
  mbedtls_md_context_t context_;
};

HandshakeTranscript::HandshakeTranscript() = default;
HandshakeTranscript::~HandshakeTranscript() = default;
HandshakeTranscript::HandshakeTranscript(HandshakeTranscript&&) noexcept = default;
HandshakeTranscript& HandshakeTranscript::operator=(HandshakeTranscript&&) noexcept = default;

void HandshakeTranscript::add(ByteView message) {
  if (!complete_) return;
  if (messages_.size() + message.size() > kLongest) {
    clear();
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
  hashed_.reset();
}

Bytes HandshakeTranscript::digest(TlsHash hash) {
  if (!hashed_ || hashed_->hash() != hash) hashed_ = std::make_unique<RunningHash>(hash);
  return hashed_->of(messages_);
}

}  // namespace tlscam
