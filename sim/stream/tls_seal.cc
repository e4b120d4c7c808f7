#include "sim/stream/tls_seal.h"

#include <algorithm>

#include "sim/base/cursor.h"

namespace tlscam {
namespace {

constexpr std::size_t kAlertSize = 2;
constexpr std::uint8_t kDerSequence = 0x30;

std::uint32_t u24(Cursor& in) {
  const std::uint32_t high = in.u8();
  return high << 16 | in.u16be();
}

/// The begin of a Certificate up to TLS 1.2: three lengths that fit each other, and DER.
bool begins_certificates(ByteView body, std::uint32_t length) {
  Cursor in(body);
  const std::uint32_t list = u24(in);
  if (!in.ok() || list + 3 != length) return false;
  if (list == 0) return true;
  const std::uint32_t first = u24(in);
  const std::uint8_t der = in.u8();
  return in.ok() && first + 3 <= list && der == kDerSequence;
}

bool begins_hello(ByteView body) {
  Cursor in(body);
  return in.u8() == kSsl30 >> 8 && in.u8() <= (kTls13 & 0xff) && in.ok();
}

/// Whether a message that is there whole has the content that its type says.
bool is_message(TlsHandshakeType type, ByteView body) {
  switch (type) {
    case TlsHandshakeType::client_hello:
      return parse_client_hello(body, false).has_value();
    case TlsHandshakeType::server_hello:
      return parse_server_hello(body).has_value();
    case TlsHandshakeType::certificate:
      return begins_certificates(body, static_cast<std::uint32_t>(body.size()));
    case TlsHandshakeType::server_hello_done:
      return body.empty();
    case TlsHandshakeType::server_key_exchange:
    case TlsHandshakeType::certificate_request:
    case TlsHandshakeType::certificate_verify:
    case TlsHandshakeType::client_key_exchange:
    case TlsHandshakeType::new_session_ticket:
    case TlsHandshakeType::certificate_status:
      return !body.empty();
    default:
      return false;  // HelloRequest: zeros, as what many suites put in front of the ciphertext
  }
}

/// The same of one that goes on in the next record.
bool begins_message(TlsHandshakeType type, ByteView body, std::uint32_t length) {
  if (type == TlsHandshakeType::certificate) return begins_certificates(body, length);
  return (type == TlsHandshakeType::client_hello || type == TlsHandshakeType::server_hello) &&
         length < kTlsLongestPayload && begins_hello(body);
}

}  // namespace

bool shows_clear_messages(ByteView payload) {
  constexpr std::uint8_t kHelloRequest[] = {0, 0, 0, 0};
  if (std::ranges::equal(payload, kHelloRequest)) return true;  // shorter than anything encrypted
  Cursor in(payload);
  std::size_t whole = 0;
  while (!in.at_end()) {
    const auto header = parse_tls_handshake_header(payload.subspan(in.position()));
    if (!header) return whole > 0;
    in.skip(kTlsHandshakeHeaderSize);
    if (header->length > in.remaining()) {
      return begins_message(header->type, in.rest(), header->length);
    }
    if (!is_message(header->type, in.take(header->length))) return false;
    ++whole;
  }
  return whole > 0;
}

TlsSeals::TlsSeals(bool seen_from_start) {
  if (!seen_from_start) client_.state = server_.state = TlsSeal::unknown;
}

TlsSeal TlsSeals::read(bool from_client, const TlsRecordHeader& header, ByteView payload) {
  Side& mine = side(from_client);
  const TlsSeal seal = seal_of(mine, header.type, payload);
  const bool handshake = header.type == TlsContentType::handshake;
  if (handshake && seal == TlsSeal::clear) learn_clear_messages(from_client, header.version, payload);
  // After a ChangeCipherSpec TLS 1.3 has only hellos in such records.
  if (handshake && seal == TlsSeal::sealed && generation_ == TlsGeneration::unknown) {
    generation_ = TlsGeneration::up_to_tls12;
    version_ = header.version;
  }
  mine.finished = handshake && seal == TlsSeal::sealed && mine.changed_last;
  mine.changed_last = header.type == TlsContentType::change_cipher_spec && seal == TlsSeal::clear &&
                      generation_ != TlsGeneration::tls13;
  if (mine.changed_last) mine.state = TlsSeal::sealed;
  return seal;
}

TlsSeal TlsSeals::seal_of(Side& mine, TlsContentType type, ByteView payload) const {
  if (generation_ == TlsGeneration::tls13) {
    return type == TlsContentType::application_data ? TlsSeal::sealed : TlsSeal::clear;
  }
  switch (type) {
    case TlsContentType::change_cipher_spec:
      // The one of a second handshake on the same connection is encrypted, and longer.
      return payload.size() > 1 && mine.state != TlsSeal::clear ? TlsSeal::sealed : TlsSeal::clear;
    case TlsContentType::alert:
      if (payload.size() != kAlertSize)
        return mine.state == TlsSeal::clear ? TlsSeal::clear : TlsSeal::sealed;
      if (mine.state == TlsSeal::unknown && parse_tls_alert(payload)) mine.state = TlsSeal::clear;
      return TlsSeal::clear;  // the tag of an encrypted one would be longer alone
    case TlsContentType::handshake:
      return seal_of_handshake(mine, payload);
    case TlsContentType::application_data:
      // Before a ServerHello there is nothing but the early data of TLS 1.3 (RFC 8446 section 2.3).
      if (mine.state == TlsSeal::clear && generation_ == TlsGeneration::unknown) return TlsSeal::sealed;
      return mine.state;
    case TlsContentType::heartbeat:
      break;
  }
  return mine.state;
}

TlsSeal TlsSeals::seal_of_handshake(Side& mine, ByteView payload) const {
  if (mine.state == TlsSeal::clear) return TlsSeal::clear;
  const bool sealed_for_sure = mine.state == TlsSeal::sealed && generation_ == TlsGeneration::up_to_tls12;
  if (sealed_for_sure || !shows_clear_messages(payload)) return mine.state;
  // In TLS 1.3 a hello may follow a ChangeCipherSpec.
  mine.state = TlsSeal::clear;
  return TlsSeal::clear;
}

/// The messages tell something about the records that follow, in both directions.
void TlsSeals::learn_clear_messages(bool from_client, std::uint16_t version, ByteView payload) {
  if (!shows_clear_messages(payload)) return;
  Side& other = side(!from_client);
  const auto type = static_cast<TlsHandshakeType>(payload[0]);
  // The client has sent its Finished before the server sends a NewSessionTicket.
  const bool other_is_clear = type != TlsHandshakeType::new_session_ticket;
  if (other_is_clear && other.state == TlsSeal::unknown) other.state = TlsSeal::clear;
  if (type == TlsHandshakeType::client_hello || type == TlsHandshakeType::server_hello) return;
  // TLS 1.3 encrypts all messages behind the ServerHello.
  if (generation_ != TlsGeneration::unknown) return;
  generation_ = TlsGeneration::up_to_tls12;
  version_ = version;
}

void TlsSeals::choose(std::uint16_t version) {
  version_ = version;
  generation_ = version == kTls13 ? TlsGeneration::tls13 : TlsGeneration::up_to_tls12;
}

void TlsSeals::lose(bool from_client) {
  Side& mine = side(from_client);
  mine.changed_last = false;
  if (mine.state == TlsSeal::clear) mine.state = TlsSeal::unknown;
}

}  // namespace tlscam
