#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/dissect/ladder/tls_item.h"
#include "sim/stream/dtls_messages.h"

namespace tlscam {

/// Reads one direction of a DTLS connection, datagram by datagram: records, and handshake messages with their
/// fragments and repetitions. A fragment is an item of its own; the one that completes its message has the
/// message.
class DtlsReader {
 public:
  /// `set_opener` says who opens what is encrypted; nullptr: nobody does. The opener is borrowed.
  void set_opener(RecordOpener* opener, bool from_client) {
    opener_ = opener;
    from_client_ = from_client;
  }

  /// No value when the bytes are not DTLS records from their first to their last.
  std::optional<std::vector<TlsItem>> read(ByteView datagram);

 private:
  void read_handshake(std::vector<TlsItem>& out, ByteView payload);
  TlsItem take_fragment(const DtlsHandshakeFragment& fragment);

  std::set<std::tuple<std::uint16_t, std::uint8_t, std::uint32_t>> seen_;  ///< sequence, type, offset
  DtlsMessageAssembler messages_;
  void open_record(TlsItem& item, const DtlsRecord& record);

  RecordOpener* opener_ = nullptr;
  bool from_client_ = true;
  bool changed_cipher_ = false;
  bool finished_ = false;
};

}  // namespace tlscam
