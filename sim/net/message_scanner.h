#pragma once
#include <cstdint>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/net/frame_fault.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {

/// The target that is a handshake message of this type; no value for types that no fault waits for.
std::optional<FaultTarget> to_target(TlsHandshakeType type);
/// The target that is a record of this type, when what it carries is not a handshake in the clear.
std::optional<FaultTarget> to_target(TlsContentType type);

/// Finds the messages in one direction of a TLS connection, byte by byte, so that each byte is known by the
/// message it belongs to (RFC 5246 sections 6.2.1 and 7.4).
class MessageScanner {
 public:
  /// A byte of a message: of a handshake message from its header on, of any other record of its payload.
  struct Place {
    std::optional<FaultTarget> target;  ///< none: a message that no fault waits for
    std::uint32_t offset = 0;           ///< from the message's first byte
    std::optional<std::uint32_t> size;  ///< of the whole message; none: its header is not complete yet
  };

  /// The next byte of the stream; no value when it is of a record's header, or when the stream is no TLS.
  std::optional<Place> next(std::uint8_t byte);

  /// False when a record's header made no sense; then start() again where a record begins.
  bool ok() const { return ok_; }
  void start();

 private:
  Place next_of_handshake(std::uint8_t byte);

  Bytes record_header_;
  TlsContentType type_ = TlsContentType::handshake;
  std::uint32_t record_size_ = 0;
  std::uint32_t record_left_ = 0;
  Bytes message_header_;
  std::optional<std::uint32_t> message_size_;  // with its header
  std::uint32_t message_offset_ = 0;
  bool encrypted_ = false;  // a ChangeCipherSpec went by
  bool ok_ = true;
};

}  // namespace tlscam
