#pragma once
#include <cstdint>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/dissect/ladder/tls_item.h"
#include "sim/stream/tls_pdu.h"
#include "sim/stream/tls_seal.h"

namespace tlscam {

/// `TlsReader` makes the items of one direction of a TLS connection, as its bytes come. After the first bytes
/// that are not a record everything else is unreadable, as it is to the receiver.
class TlsReader {
 public:
  /// `offset` is where the bytes begin in the stream.
  explicit TlsReader(std::uint64_t offset = 0) : offset_(offset) {}

  /// `set_opener` says whose bytes they are, and who opens what is encrypted; nullptr: nobody does. The
  /// opener is borrowed.
  void set_opener(RecordOpener* opener, bool from_client) {
    opener_ = opener;
    from_client_ = from_client;
  }

  /// `read` takes the next bytes of the stream, any number of them. It returns what is complete with them.
  /// `seals` are those of the connection.
  std::vector<TlsItem> read(ByteView bytes, TlsSeals& seals);
  /// `resume` says that bytes are missing: the next ones begin a record, at this offset of the stream.
  void resume(std::uint64_t offset);

 private:
  void read_record(std::vector<TlsItem>& out, const TlsRecordHeader& header, ByteView payload,
                   TlsSeals& seals);
  void open_record(TlsItem& item, const TlsRecordHeader& header, ByteView payload);
  void read_handshake(std::vector<TlsItem>& out, ByteView payload, TlsSeals& seals);
  void put_unreadable(std::vector<TlsItem>& out, std::size_t size);

  TlsRecordAssembler records_;
  std::uint64_t offset_ = 0;      ///< where the record begins that comes next, or is read now
  TlsMessageAssembler messages_;  ///< in the clear
  std::uint64_t message_at_ = 0;  ///< where the message that comes next begins
  TlsMessageAssembler inside_;    ///< out of records that were opened
  RecordOpener* opener_ = nullptr;
  bool from_client_ = true;
};

}  // namespace tlscam
