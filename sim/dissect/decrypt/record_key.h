#pragma once
#include <memory>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/dissect/decrypt/record_opener.h"
#include "sim/dissect/decrypt/tls_suite.h"

namespace tlscam {

/// The key that one end protects its records with.
class RecordKey {
 public:
  /// Up to TLS 1.2 (RFC 5246 section 6.3) the keys of both ends are cut out of one block, which is made of a
  /// master secret. `seed`: the server's random and the client's.
  static Bytes key_block(const TlsSuite& suite, ByteView master_secret, ByteView seed);
  /// One end's, of that block.
  static RecordKey tls12(const TlsSuite& suite, ByteView block, bool of_client, bool encrypt_then_mac);
  /// TLS 1.3 (RFC 8446 section 7.3), of a traffic secret.
  static RecordKey tls13(const TlsSuite& suite, ByteView traffic_secret);

  RecordKey(RecordKey&&) noexcept;
  RecordKey& operator=(RecordKey&&) noexcept;
  ~RecordKey();

  /// `decrypt_record` returns what is inside of a record, as OpenedRecord::plaintext; no value when it does
  /// not authenticate.
  std::optional<Bytes> decrypt_record(const SealedRecord& record) const;

 private:
  class Cipher;
  explicit RecordKey(const TlsSuite& suite);
  std::optional<Bytes> decrypt_aead(const SealedRecord& record) const;
  std::optional<Bytes> decrypt_cbc(const SealedRecord& record) const;
  Bytes mac_of(const SealedRecord& record, ByteView authenticated) const;

  TlsSuite suite_;
  bool tls13_ = false;
  bool encrypt_then_mac_ = false;
  Bytes mac_key_;
  Bytes iv_;
  std::unique_ptr<Cipher> cipher_;
};

}  // namespace tlscam
