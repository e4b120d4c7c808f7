#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

namespace tlscam {

/// `TlsSeal` says whether the payload of a record is encrypted.
enum class TlsSeal : std::uint8_t {
  clear,
  sealed,
  unknown,  ///< the beginning of its connection was not seen, and the record does not show it by itself
};

/// `TlsGeneration` decides what the types of records mean: TLS 1.3 writes application_data over all that it
/// encrypts, and its ChangeCipherSpec means nothing (RFC 8446 sections 5 and 5.2).
enum class TlsGeneration : std::uint8_t { unknown, up_to_tls12, tls13 };

/// `TlsSeals` follows both directions of one TLS connection and says of each record whether it is encrypted.
/// It claims nothing that the bytes do not show: a connection may have begun before the capture did, and
/// records may be missing.
class TlsSeals {
 public:
  /// `seen_from_start`: the first record of either direction is the connection's first.
  explicit TlsSeals(bool seen_from_start = true);

  /// `read` takes the next record of one direction.
  TlsSeal read(bool from_client, const TlsRecordHeader& header, ByteView payload);
  /// `choose` is told which version a ServerHello in the clear has chosen.
  void choose(std::uint16_t version);
  /// `lose` says that bytes of this direction are missing before the next record.
  void lose(bool from_client);

  TlsGeneration generation() const { return generation_; }
  /// `version` is the one that the connection uses, once a message has shown it; else 0.
  std::uint16_t version() const { return version_; }
  /// `is_finished` is true when the record that was read last in this direction is its Finished: "always sent
  /// immediately after a change cipher spec message" (RFC 5246 section 7.4.9).
  bool is_finished(bool from_client) const { return side(from_client).finished; }

 private:
  struct Side {
    TlsSeal state = TlsSeal::clear;  ///< the state of its next record, up to TLS 1.2
    bool changed_last = false;       ///< the last record was a ChangeCipherSpec
    bool finished = false;           ///< the last record was the Finished
  };
  Side& side(bool client) { return client ? client_ : server_; }
  const Side& side(bool client) const { return client ? client_ : server_; }
  TlsSeal seal_of(Side& mine, TlsContentType type, ByteView payload) const;
  TlsSeal seal_of_handshake(Side& mine, ByteView payload) const;
  void learn_clear_messages(bool from_client, std::uint16_t version, ByteView payload);

  Side client_;
  Side server_;
  TlsGeneration generation_ = TlsGeneration::unknown;
  std::uint16_t version_ = 0;
};

/// `shows_clear_messages` is true when the payload of a handshake record can only be in the clear: it begins
/// with a message whose header and content fit each other. Encrypted bytes do so by chance once in millions
/// of records.
bool shows_clear_messages(ByteView payload);

}  // namespace tlscam
