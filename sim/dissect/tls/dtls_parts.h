#pragma once
#include <cstdint>
#include <vector>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/dissected_packet.h"
#include "sim/stream/dtls_messages.h"

namespace tlscam {

/// Puts together the handshake messages of one direction of a DTLS connection that come in fragments, and
/// dissects each, with the header that it would have in one piece.
class DtlsParts {
 public:
  /// The next record; `frame` is the number of its frame. `opened`: what became of an encrypted one, if
  /// somebody tried to open it, else nullptr.
  std::vector<DissectedPart> read(const DtlsRecord& record, const OpenedRecord* opened, std::uint64_t frame,
                                  TlsKnown& known);

 private:
  DtlsMessageAssembler messages_;
};

}  // namespace tlscam
