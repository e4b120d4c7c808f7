#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/dissect/decrypt/record_opener.h"
#include "sim/dissect/tree/field_reader.h"
#include "sim/dissect/tree/registry.h"
#include "sim/stream/tls_seal.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

// The dissectors of TLS and DTLS, for versions up to 1.3.

namespace tlscam {

/// `TlsKnown` is what the messages so far have said about a connection, and the next ones depend on.
struct TlsKnown {
  bool datagram = false;           ///< DTLS
  std::uint16_t version = 0;       ///< as chosen by the server; 0: not yet
  std::uint16_t cipher_suite = 0;  ///< as chosen by the server; 0: not yet
  TlsSeals seals{};                ///< TLS
  bool from_client = true;         ///< the sender of what is read now
  RecordOpener* opener =
      nullptr;  ///< opens what is encrypted, and is told each message; nullptr: nobody does
  std::vector<FieldTree>* old_trees = nullptr;  ///< for their memory; nullptr: there are none

  bool is_tls13() const { return version == kTls13 || version == kDtls13; }
  /// `take_old_tree` returns a tree that nobody needs any more, or a new one.
  FieldTree take_old_tree();
};

std::string tls_version_text(std::uint64_t version);                ///< "TLS 1.2 (0x0303)"
std::string certificate_compression_text(std::uint64_t algorithm);  ///< "zlib (1)"

/// Where an extension stands: some mean different things in a question and its answer.
enum class TlsPlace : std::uint8_t {
  client_hello,
  server_hello,
  hello_retry_request,
  encrypted_extensions,
  certificate,
  certificate_request,
  new_session_ticket,
};

/// A record of a stream. `seal`: whether its payload is encrypted. `continued`: the first bytes of the
/// payload that belong to a handshake message which began in an earlier record. `opened`: what became of a
/// sealed record, if somebody tried to open it, else nullptr.
void dissect_tls_record(FieldReader& in, TlsKnown& known, TlsSeal seal, std::size_t continued,
                        const OpenedRecord* opened);
/// The next record of a datagram.
void dissect_dtls_record(FieldReader& in, TlsKnown& known, const OpenedRecord* opened);
/// `dissect_opened_record` reads what was inside of a record that was opened; the reader's bytes are its
/// plaintext.
void dissect_opened_record(FieldReader& in, TlsKnown& known, const OpenedRecord& opened,
                           std::size_t continued);

/// A handshake message has its header, that of DTLS when the connection is one. The facts that it states
/// about the connection is noted in `known`, and a whole message is told to the opener.
void dissect_tls_handshake(FieldReader& in, TlsKnown& known);
/// The body, of `in`'s whole block.
void dissect_tls_handshake_body(FieldReader& in, TlsHandshakeType type, TlsKnown& known);

void dissect_client_hello(FieldReader& in, const TlsKnown& known);
/// `dissect_old_hello` reads a ClientHello in the format of SSL 2.0 (RFC 5246 appendix E.2), with its header.
void dissect_old_hello(FieldReader& in);
void dissect_server_hello(FieldReader& in, TlsKnown& known);
void dissect_tls_certificate(FieldReader& in, const TlsKnown& known);
void dissect_certificate_request(FieldReader& in, const TlsKnown& known);
void dissect_certificate_verify(FieldReader& in, const TlsKnown& known);
void dissect_server_key_exchange(FieldReader& in, const TlsKnown& known);
void dissect_client_key_exchange(FieldReader& in, const TlsKnown& known);
void dissect_tls_alert(FieldReader& in);

/// The list of extensions with its length; nothing at all when the block ends here. `signatures` says what
/// the numbers of signature algorithms mean in the versions that it is for.
void dissect_tls_extensions(FieldReader& in, TlsPlace place, NumberText signatures = signature_scheme_text);

/// The payload of an encrypted record: what each cipher suite puts around the ciphertext.
void dissect_sealed(FieldReader& in, const TlsKnown& known, const OpenedRecord* opened);

/// A length of one or two bytes and as many bytes.
ByteView read_bytes8(FieldReader& in, const FieldKind& length, const FieldKind& kind);
ByteView read_bytes16(FieldReader& in, const FieldKind& length, const FieldKind& kind);

}  // namespace tlscam
