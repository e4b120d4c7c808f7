#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/dissected_packet.h"

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
  struct Assembly {
    TlsHandshakeType type{};
    Bytes body{};
    std::vector<bool> have{};
    std::size_t missing = 0;
    std::vector<std::uint64_t> frames{};
  };
  void add(std::vector<DissectedPart>& out, const DtlsHandshakeFragment& fragment, std::uint64_t frame,
           TlsKnown& known);

  std::map<std::uint16_t, Assembly> assemblies_;  ///< by message number
};

}  // namespace tlscam
