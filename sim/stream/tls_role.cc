#include "sim/stream/tls_role.h"

#include "sim/base/cursor.h"
#include "sim/stream/tls_seal.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

namespace tlscam {
namespace {

std::optional<bool> sender_of(TlsHandshakeType type) {
  switch (type) {
    case TlsHandshakeType::client_hello:
    case TlsHandshakeType::client_key_exchange:
      return true;
    case TlsHandshakeType::server_hello:
    case TlsHandshakeType::hello_verify_request:
    case TlsHandshakeType::server_key_exchange:
    case TlsHandshakeType::certificate_request:
    case TlsHandshakeType::server_hello_done:
    case TlsHandshakeType::new_session_ticket:
    case TlsHandshakeType::certificate_status:
      return false;
    default:
      return std::nullopt;
  }
}

std::optional<bool> sender_of_datagram(ByteView records) {
  Cursor in(records);
  while (!in.at_end()) {
    const auto record = read_dtls_record(in);
    if (!record || record->epoch != 0) return std::nullopt;
    if (record->type != TlsContentType::handshake || record->payload.empty()) continue;
    if (const auto sender = sender_of(static_cast<TlsHandshakeType>(record->payload[0]))) return sender;
  }
  return std::nullopt;
}

}  // namespace

std::optional<bool> sent_by_client(ByteView records, bool datagram) {
  if (datagram) return sender_of_datagram(records);
  while (const auto header = parse_tls_record_header(records)) {
    records = records.subspan(kTlsRecordHeaderSize);
    if (header->type == TlsContentType::handshake && header->length <= records.size()) {
      Cursor messages(records.first(header->length));
      if (!shows_clear_messages(records.first(header->length))) return std::nullopt;
      while (const auto message = parse_tls_handshake_header(Cursor(messages).rest())) {
        if (const auto sender = sender_of(message->type)) return sender;
        messages.skip(kTlsHandshakeHeaderSize + message->length);
      }
    }
    if (header->length > records.size()) break;
    records = records.subspan(header->length);
  }
  return std::nullopt;
}

bool is_client(const FlowEnd& from, const FlowEnd& to, ByteView records, bool datagram) {
  return sent_by_client(records, datagram).value_or(from.port > to.port);
}

}  // namespace tlscam
