#pragma once
#include <cstdint>
#include <vector>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/dissected_packet.h"
#include "sim/stream/tcp_stream.h"

namespace tlscam {

/// A part, and where it lies in the stream of its direction.
struct StreamPart {
  StreamRange range;
  DissectedPart part;
};

/// Cuts one direction of a TLS connection into records and handshake messages, as its bytes come, and
/// dissects each. What both directions know of the connection is the caller's.
class TlsParts {
 public:
  /// The next bytes of the stream, any number of them; `offset` is where they begin.
  std::vector<StreamPart> read(ByteView bytes, std::uint64_t offset, TlsKnown& known);
  /// The offset of the first byte that is in no part yet.
  std::uint64_t first_needed() const { return message_.empty() ? offset_ : message_at_; }
  /// Bytes are missing: what waits for them is forgotten, and a record begins with the next bytes.
  void resume();

 private:
  void read_record(std::vector<StreamPart>& out, ByteView record, TlsKnown& known);
  void read_sealed(std::vector<StreamPart>& out, ByteView record, TlsKnown& known);
  void read_content(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes, ByteView content,
                    TlsContentType type, TlsKnown& known, const OpenedRecord* opened);
  StreamPart& add(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes) const;
  std::size_t continue_message(std::vector<StreamPart>& out, ByteView payload, TlsKnown& known);
  void keep_start(ByteView payload);

  Bytes waiting_;                ///< the start of a record
  std::uint64_t offset_ = 0;     ///< of the first waiting byte
  std::size_t record_size_ = 0;  ///< of the record that is being read, with its header
  Bytes message_;                ///< the start of a handshake message
  std::uint64_t message_at_ = 0;
  bool changed_cipher_ = false;
  bool broken_ = false;
};

}  // namespace tlscam
