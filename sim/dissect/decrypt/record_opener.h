#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/wire/tls_record.h"

namespace tlscam {

/// A record whose payload is encrypted.
struct SealedRecord {
  TlsContentType type = TlsContentType::application_data;  ///< as it says of itself
  std::uint16_t version = kTls12;                          ///< as it says of itself
  std::uint64_t sequence = 0;                              ///< DTLS: the epoch (16 bits) and the number in it
  ByteView payload{};
};

/// `OpenedRecord` says what became of it.
struct OpenedRecord {
  enum class Outcome : std::uint8_t {
    opened,
    not_authentic,  ///< the record was changed, or the key is another one
    not_tried,      ///< no secret, or something that is not decrypted here
  };
  Outcome outcome = Outcome::not_tried;
  TlsContentType type = TlsContentType::application_data;  ///< the type of what is inside
  /// In the clear; in TLS 1.3 the content, its type and zeros (RFC 8446 section 5.2, TLSInnerPlaintext).
  ByteView plaintext{};
  std::size_t content = 0;  ///< how many bytes of it are the content
  bool compressed = false;  ///< the content is compressed (RFC 3749): nobody unpacks it here
  /// `reason` says what it was tried with: "AES_128_GCM and the client's key, by CLIENT_RANDOM from the key
  /// log". When it was not tried, it says why.
  std::string_view reason{};

  bool opened() const { return outcome == Outcome::opened; }
  /// `readable` is the content, if what was said can be read from it.
  ByteView readable() const { return compressed ? ByteView() : plaintext.first(content); }
};

/// Opens the encrypted records of one connection, both directions. It is told what is said in the clear, and
/// what was inside of the records that it opened. The seam between those who read connections and
/// cryptography: who watches without opening does not link it.
class RecordOpener {
 public:
  virtual ~RecordOpener() = default;

  /// A whole handshake message with its header, in its direction's order; that of DTLS in one piece (RFC 6347
  /// section 4.2.6), where repetitions and other orders are taken too.
  virtual void message(bool from_client, ByteView message) = 0;
  /// This end changes its keys (not in TLS 1.3, where the record means nothing).
  virtual void change_cipher_spec(bool from_client) = 0;
  /// Some records of this direction are not in the capture.
  virtual void lost(bool from_client) = 0;
  /// The next record of this direction. The views are valid until the next call.
  virtual OpenedRecord open(bool from_client, const SealedRecord& record) = 0;
  /// The verify_data of this end's Finished, by the messages so far: to be asked before that message is told.
  /// No value when a message or the secret is not known.
  virtual std::optional<Bytes> verify_data(bool from_client, ByteView finished) = 0;
};

/// Makes the opener of a new connection.
using MakeOpener = std::function<std::unique_ptr<RecordOpener>(bool datagram)>;

}  // namespace tlscam
