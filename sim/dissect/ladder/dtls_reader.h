#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/dissect/ladder/tls_item.h"

namespace tlscam {

/// Reads one direction of a DTLS connection, datagram by datagram: records, and handshake messages with their
/// fragments and repetitions. A fragment is an item of its own; the one that completes its message has the
/// message.
class DtlsReader {
 public:
  /// Who opens what is encrypted; nullptr: nobody does. Borrowed.
  void set_opener(RecordOpener* opener, bool from_client) {
    opener_ = opener;
    from_client_ = from_client;
  }

  /// No value when the bytes are not DTLS records from their first to their last.
  std::optional<std::vector<TlsItem>> read(ByteView datagram);

 private:
  struct Assembly {
    Bytes body;
    std::vector<bool> have;
    std::size_t missing = 0;
  };
  void read_handshake(std::vector<TlsItem>& out, ByteView payload);
  TlsItem take_fragment(const DtlsHandshakeFragment& fragment);

  std::set<std::tuple<std::uint16_t, std::uint8_t, std::uint32_t>> seen_;  ///< sequence, type, offset
  std::map<std::uint16_t, Assembly> assemblies_;                           ///< by message_seq
  void open_record(TlsItem& item, const DtlsRecord& record);

  RecordOpener* opener_ = nullptr;
  bool from_client_ = true;
  bool changed_cipher_ = false;
  bool finished_ = false;
};

}  // namespace tlscam
