#pragma once
#include <cstdint>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/net/fault_target.h"
#include "sim/stream/tls_pdu.h"

namespace tlscam {

/// `MessageScanner` finds the messages in one direction of a TLS connection while its bytes pass, so that
/// each byte is known by the message it belongs to (RFC 5246 sections 6.2.1 and 7.4).
class MessageScanner {
 public:
  /// `Piece` holds neighbouring bytes of a message: of a handshake message from its header on, of any other
  /// record of its payload.
  struct Piece {
    std::optional<FaultTarget> target{};  ///< no value: a message that no fault waits for
    std::uint32_t offset = 0;             ///< where the bytes begin in the message
    std::optional<std::uint32_t> size{};  ///< the whole message's; no value: its header is not complete yet
    ByteView bytes{};                     ///< borrowed from what was read
  };

  /// `next` takes the next piece out of `in`. It has no value when `in` is at its end, and when the stream is
  /// not TLS. The bytes that it has taken must live until `in` is at its end.
  std::optional<Piece> next(Cursor& in);

  /// `ok` is false when a record's header made no sense. Call start() where a record begins.
  bool ok() const { return ok_; }
  void start();

 private:
  TlsRecordCutter records_;
  TlsMessageCutter messages_;
  Cursor handshake_{ByteView()};  ///< the rest of a record that carries handshake messages in the clear
  TlsHandshakeType type_{};       ///< the handshake message that passes
  bool encrypted_ = false;        ///< a ChangeCipherSpec has passed
  bool ok_ = true;
};

}  // namespace tlscam
