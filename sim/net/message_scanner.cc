#include "sim/net/message_scanner.h"

namespace tlscam {

void MessageScanner::start() {
  records_.clear();
  messages_.clear();
  handshake_ = Cursor(ByteView());
  ok_ = true;
}

std::optional<MessageScanner::Piece> MessageScanner::next(Cursor& in) {
  for (;;) {
    if (const auto message = messages_.next(handshake_)) {
      if (message->offset == 0) type_ = static_cast<TlsHandshakeType>(message->bytes.front());
      Piece piece{fault_target_of(type_), static_cast<std::uint32_t>(message->offset), {}, message->bytes};
      if (message->header) {
        piece.size = message->header->length + static_cast<std::uint32_t>(kTlsHandshakeHeaderSize);
      }
      return piece;
    }
    const auto record = records_.next(in);
    if (!record) return std::nullopt;
    ok_ = record->is_readable;
    if (!ok_) return std::nullopt;
    const ByteView payload = record->body();
    if (payload.empty()) continue;
    const TlsContentType type = record->header->type;
    if (type == TlsContentType::handshake && !encrypted_) {
      handshake_ = Cursor(payload);
      continue;
    }
    if (type == TlsContentType::change_cipher_spec) encrypted_ = true;
    return Piece{fault_target_of(type), static_cast<std::uint32_t>(record->body_offset()),
                 record->header->length, payload};
  }
}

}  // namespace tlscam
