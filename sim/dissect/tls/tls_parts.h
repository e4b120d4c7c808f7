#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/dissected_packet.h"
#include "sim/stream/tcp_stream.h"
#include "sim/stream/tls_pdu.h"

namespace tlscam {

/// `StreamPart` is a part, and where it lies in the stream of its direction.
struct StreamPart {
  StreamRange range;
  DissectedPart part;
};

/// `TlsParts` dissects the records and handshake messages of one direction of a TLS connection, as its bytes
/// come. The caller keeps what both directions know of the connection.
class TlsParts {
 public:
  /// `read` takes the next bytes of the stream, any number of them; `offset` is where they begin.
  std::vector<StreamPart> read(ByteView bytes, std::uint64_t offset, TlsKnown& known);
  /// `read_old_hello` makes the part of a ClientHello in the format of SSL 2.0.
  static StreamPart read_old_hello(ByteView bytes, std::uint64_t offset, TlsKnown& known);
  /// `first_needed` is the offset of the first byte that is not in any part yet.
  std::uint64_t first_needed() const { return messages_.is_waiting() ? message_at_ : offset_; }
  /// `resume` says that bytes are missing: what waits for them is forgotten, and a record begins with the
  /// next bytes.
  void resume();

 private:
  void read_record(std::vector<StreamPart>& out, const TlsRecordHeader& header, ByteView record,
                   TlsKnown& known);
  void read_unknown(std::vector<StreamPart>& out, ByteView record, TlsKnown& known);
  void read_sealed(std::vector<StreamPart>& out, ByteView record, TlsKnown& known);
  void read_content(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes, ByteView content,
                    TlsContentType type, TlsKnown& known, const OpenedRecord* opened);
  StreamPart& add(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes) const;
  std::vector<StreamPart> put_unreadable(std::vector<StreamPart> out, ByteView bytes, TlsKnown& known);
  std::optional<StreamPart> continue_message(Cursor& content, TlsKnown& known);
  void pass_messages(Cursor& content);

  TlsRecordAssembler records_;
  std::uint64_t offset_ = 0;     ///< where the record begins that comes next, or is read now
  std::size_t record_size_ = 0;  ///< the record that is read now, with its header
  TlsMessageAssembler messages_;
  std::uint64_t message_at_ = 0;  ///< where the message that waits begins
};

}  // namespace tlscam
