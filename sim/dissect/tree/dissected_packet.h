#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/dissect/tree/field.h"
#include "sim/stream/tcp_stream.h"
#include "sim/time/instant.h"

namespace tlscam {

/// Bytes of a connection that have a tree of their own, since they are not, as they are, in one frame.
struct DissectedPart {
  enum class Kind : std::uint8_t {
    record,      ///< a record of TLS, with its header
    decrypted,   ///< the inside of an encrypted record of TLS or DTLS
    message,     ///< a handshake message, with its header, that came in more than one record
    unreadable,  ///< bytes that are not a record of TLS, where one should be
    packet,      ///< the payload of a packet of IP that came in fragments
  };
  Kind kind = Kind::record;
  bool from_client = true;
  bool decrypted = false;  ///< `bytes` were encrypted on the wire
  Bytes bytes{};
  FieldTree fields{};  ///< offsets count in `bytes`
  std::vector<std::uint64_t>
      frames{};         ///< the frames that `bytes` came in, by number, in the order of the bytes
  StreamRange range{};  ///< TLS: where they lie in the stream of their direction
};

/// One frame, and what it completed.
struct DissectedPacket {
  std::uint64_t number = 1;  ///< counts from 1, as it does in Wireshark
  Instant at;
  FieldTree fields{};                  ///< offsets count in the frame
  std::vector<DissectedPart> parts{};  ///< that are complete with this frame
};

/// "record", "decrypted", "message", "unreadable", "packet"
std::string_view to_text(DissectedPart::Kind kind);

}  // namespace tlscam
