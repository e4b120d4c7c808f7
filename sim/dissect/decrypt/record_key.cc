#include "sim/dissect/decrypt/record_key.h"

#include <mbedtls/aes.h>
#include <mbedtls/ccm.h>
#include <mbedtls/chachapoly.h>
#include <mbedtls/gcm.h>

#include <algorithm>
#include <utility>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {
namespace {

constexpr std::size_t kBlock = 16;  ///< as AES has them
constexpr std::size_t kExplicitNonce = 8;
constexpr std::size_t kNonce = 12;

std::size_t tag_size(TlsCipher cipher) {
  return cipher == TlsCipher::aes_ccm_8 ? 8 : 16;
}

/// Up to TLS 1.2 a part of the nonce of AES stands in each record (RFC 5288 section 3, RFC 6655 section 3).
bool has_explicit_nonce(const TlsSuite& suite, bool tls13) {
  return !tls13 && suite.cipher != TlsCipher::chacha20_poly1305;
}

/// In the key block, beside the key of the cipher.
struct BlockParts {
  std::size_t mac;  ///< bytes
  std::size_t iv;
};

BlockParts parts_of(const TlsSuite& suite) {
  if (suite.cipher == TlsCipher::aes_cbc) return {hash_size(suite.mac), 0};
  return {0, has_explicit_nonce(suite, false) ? kNonce - kExplicitNonce : kNonce};
}

/// "The 64-bit record sequence number is padded to the left and XORed with the write IV" (RFC 8446
/// section 5.3, RFC 7905 section 2).
Bytes nonce_of(ByteView iv, std::uint64_t sequence) {
  Bytes nonce(iv.begin(), iv.end());
  for (std::size_t i = 0; i < 8 && i < nonce.size(); ++i) {
    nonce[nonce.size() - 1 - i] ^= static_cast<std::uint8_t>(sequence >> (8 * i));
  }
  return nonce;
}

}  // namespace

/// The contexts of mbedTLS, of which one is in use.
class RecordKey::Cipher {
 public:
  Cipher(TlsCipher kind, ByteView key) : kind_(kind) {
    const auto bits = static_cast<unsigned>(key.size() * 8);
    mbedtls_gcm_init(&gcm_);
    mbedtls_ccm_init(&ccm_);
    mbedtls_chachapoly_init(&chachapoly_);
    mbedtls_aes_init(&aes_);
    switch (kind_) {
      case TlsCipher::aes_gcm:
        ready_ = mbedtls_gcm_setkey(&gcm_, MBEDTLS_CIPHER_ID_AES, key.data(), bits) == 0;
        return;
      case TlsCipher::aes_ccm:
      case TlsCipher::aes_ccm_8:
        ready_ = mbedtls_ccm_setkey(&ccm_, MBEDTLS_CIPHER_ID_AES, key.data(), bits) == 0;
        return;
      case TlsCipher::chacha20_poly1305:
        ready_ = mbedtls_chachapoly_setkey(&chachapoly_, key.data()) == 0;
        return;
      case TlsCipher::aes_cbc:
        ready_ = mbedtls_aes_setkey_dec(&aes_, key.data(), bits) == 0;
        return;
    }
  }
  ~Cipher() {
    mbedtls_gcm_free(&gcm_);
    mbedtls_ccm_free(&ccm_);
    mbedtls_chachapoly_free(&chachapoly_);
    mbedtls_aes_free(&aes_);
  }
  Cipher(const Cipher&) = delete;
  Cipher& operator=(const Cipher&) = delete;

  std::optional<Bytes> decrypt_aead(ByteView nonce, ByteView additional, ByteView ciphertext, ByteView tag) {
    if (!ready_) return std::nullopt;
    Bytes out(ciphertext.size());
    int error = -1;
    switch (kind_) {
      case TlsCipher::aes_gcm:
        error = mbedtls_gcm_auth_decrypt(&gcm_, out.size(), nonce.data(), nonce.size(), additional.data(),
                                         additional.size(), tag.data(), tag.size(), ciphertext.data(),
                                         out.data());
        break;
      case TlsCipher::aes_ccm:
      case TlsCipher::aes_ccm_8:
        error = mbedtls_ccm_auth_decrypt(&ccm_, out.size(), nonce.data(), nonce.size(), additional.data(),
                                         additional.size(), ciphertext.data(), out.data(), tag.data(),
                                         tag.size());
        break;
      case TlsCipher::chacha20_poly1305:
        error = mbedtls_chachapoly_auth_decrypt(&chachapoly_, out.size(), nonce.data(), additional.data(),
                                                additional.size(), tag.data(), ciphertext.data(), out.data());
        break;
      case TlsCipher::aes_cbc:
        break;
    }
    if (error != 0) return std::nullopt;
    return out;
  }

  /// Whole blocks; each is what its decryption and the block before it differ by.
  Bytes decrypt_cbc(ByteView iv, ByteView ciphertext) {
    Bytes out(ciphertext.size());
    ByteView before = iv;
    for (std::size_t at = 0; at < ciphertext.size(); at += kBlock) {
      const ByteView block = ciphertext.subspan(at, kBlock);
      mbedtls_aes_crypt_ecb(&aes_, MBEDTLS_AES_DECRYPT, block.data(), &out[at]);
      for (std::size_t i = 0; i < kBlock; ++i) out[at + i] ^= before[i];
      before = block;
    }
    return out;
  }

 private:
  TlsCipher kind_;
  bool ready_ = false;
  mbedtls_gcm_context gcm_{};
  mbedtls_ccm_context ccm_{};
  mbedtls_chachapoly_context chachapoly_{};
  mbedtls_aes_context aes_{};
};

RecordKey::RecordKey(const TlsSuite& suite) : suite_(suite) {}
RecordKey::RecordKey(RecordKey&&) noexcept = default;
RecordKey& RecordKey::operator=(RecordKey&&) noexcept = default;
RecordKey::~RecordKey() = default;

Bytes RecordKey::key_block(const TlsSuite& suite, ByteView master_secret, ByteView seed) {
  const auto [mac, iv] = parts_of(suite);
  return tls12_prf(suite.hash, master_secret, "key expansion", seed, 2 * (mac + suite.key_size + iv));
}

RecordKey RecordKey::tls12(const TlsSuite& suite, ByteView block, bool of_client, bool encrypt_then_mac) {
  const auto [mac, iv] = parts_of(suite);
  // The client's stands before the server's of each kind.
  Cursor in(block);
  const auto take = [&](std::size_t size) {
    const ByteView client = in.take(size);
    const ByteView server = in.take(size);
    return of_client ? client : server;
  };
  RecordKey made(suite);
  made.encrypt_then_mac_ = encrypt_then_mac;
  const ByteView mac_key = take(mac);
  made.mac_key_.assign(mac_key.begin(), mac_key.end());
  made.cipher_ = std::make_unique<Cipher>(suite.cipher, take(suite.key_size));
  const ByteView fixed = take(iv);
  made.iv_.assign(fixed.begin(), fixed.end());
  return made;
}

RecordKey RecordKey::tls13(const TlsSuite& suite, ByteView traffic_secret) {
  RecordKey made(suite);
  made.tls13_ = true;
  made.cipher_ = std::make_unique<Cipher>(
      suite.cipher, hkdf_expand_label(suite.hash, traffic_secret, "key", {}, suite.key_size));
  made.iv_ = hkdf_expand_label(suite.hash, traffic_secret, "iv", {}, kNonce);
  return made;
}

std::optional<Bytes> RecordKey::decrypt_record(const SealedRecord& record) const {
  return suite_.cipher == TlsCipher::aes_cbc ? decrypt_cbc(record) : decrypt_aead(record);
}

std::optional<Bytes> RecordKey::decrypt_aead(const SealedRecord& record) const {
  const std::size_t tag = tag_size(suite_.cipher);
  const std::size_t explicit_size = has_explicit_nonce(suite_, tls13_) ? kExplicitNonce : 0;
  if (record.payload.size() < explicit_size + tag) return std::nullopt;
  const std::size_t size = record.payload.size() - explicit_size - tag;

  Bytes nonce = nonce_of(iv_, record.sequence);
  if (explicit_size > 0) {
    nonce = iv_;
    nonce.insert(nonce.end(), record.payload.begin(), record.payload.begin() + kExplicitNonce);
  }
  Writer additional;
  if (!tls13_)
    additional.u64be(record.sequence);  // RFC 8446, 5.2: "the additional data is the record header"
  const std::size_t said = tls13_ ? record.payload.size() : size;
  additional.u8(static_cast<std::uint8_t>(record.type)).u16be(record.version);
  additional.u16be(static_cast<std::uint16_t>(said));
  return cipher_->decrypt_aead(nonce, additional.view(), record.payload.subspan(explicit_size, size),
                               record.payload.last(tag));
}

Bytes RecordKey::mac_of(const SealedRecord& record, ByteView authenticated) const {
  Writer head;
  head.u64be(record.sequence).u8(static_cast<std::uint8_t>(record.type)).u16be(record.version);
  head.u16be(static_cast<std::uint16_t>(authenticated.size()));
  return hmac(suite_.mac, mac_key_, {head.view(), authenticated});
}

std::optional<Bytes> RecordKey::decrypt_cbc(const SealedRecord& record) const {
  const std::size_t mac = hash_size(suite_.mac);
  ByteView sealed = record.payload;
  if (encrypt_then_mac_) {  // RFC 7366, 3: over what is encrypted
    if (sealed.size() < mac) return std::nullopt;
    const ByteView said = sealed.last(mac);
    sealed = sealed.first(sealed.size() - mac);
    if (!std::ranges::equal(mac_of(record, sealed), said)) return std::nullopt;
  }
  if (sealed.size() < 2 * kBlock || sealed.size() % kBlock != 0) return std::nullopt;
  Bytes out = cipher_->decrypt_cbc(sealed.first(kBlock), sealed.subspan(kBlock));

  // RFC 5246, 6.2.3.2: "each uint8 in the padding data vector MUST be filled with the padding length value".
  const std::size_t padding = std::size_t{out.back()} + 1;
  if (padding > out.size()) return std::nullopt;
  const auto end = out.end() - static_cast<std::ptrdiff_t>(padding);
  if (std::any_of(end, out.end(), [&](std::uint8_t byte) { return byte != padding - 1; }))
    return std::nullopt;
  out.erase(end, out.end());
  if (encrypt_then_mac_) return out;

  if (out.size() < mac) return std::nullopt;
  const ByteView content = ByteView(out).first(out.size() - mac);
  if (!std::ranges::equal(mac_of(record, content), ByteView(out).last(mac))) return std::nullopt;
  out.resize(content.size());
  return out;
}

}  // namespace tlscam
