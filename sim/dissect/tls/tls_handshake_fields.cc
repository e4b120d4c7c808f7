#include <fmt/format.h>

#include <algorithm>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kType{"Message type", "tls.handshake.type", "RFC 5246, 7.4"};
constexpr FieldKind kLength{"Length", "tls.handshake.length", "RFC 5246, 7.4"};
constexpr FieldKind kSequence{"Message number", "dtls.handshake.sequence", "RFC 6347, 4.2.2"};
constexpr FieldKind kOffset{"Fragment offset", "dtls.handshake.fragment", "RFC 6347, 4.2.3"};
constexpr FieldKind kFragmentLength{"Fragment length", "dtls.handshake.fragment", "RFC 6347, 4.2.3"};
constexpr FieldKind kFragment{"Fragment", "dtls.handshake.fragment", "RFC 6347, 4.2.3"};
constexpr FieldKind kBody{"Body", "tls.handshake.unknown"};
constexpr FieldKind kVersion{"Version", "tls.hello_verify_request.version", "RFC 6347, 4.2.1"};
constexpr FieldKind kCookieLength{"Cookie length", "tls.hello_verify_request.cookie", "RFC 6347, 4.2.1"};
constexpr FieldKind kCookie{"Cookie", "tls.hello_verify_request.cookie", "RFC 6347, 4.2.1"};
constexpr FieldKind kVerifyData{"Verify data", "tls.finished.verify_data", "RFC 5246, 7.4.9"};
constexpr FieldKind kVerifyCheck{"Check", "tls.finished.check", "RFC 5246, 7.4.9"};
constexpr FieldKind kLifetime{"Lifetime", "tls.new_session_ticket.lifetime", "RFC 5077, 3.3"};
constexpr FieldKind kAgeAdd{"Added to its age", "tls.new_session_ticket.age_add", "RFC 8446, 4.6.1"};
constexpr FieldKind kNonceLength{"Nonce length", "tls.new_session_ticket.nonce", "RFC 8446, 4.6.1"};
constexpr FieldKind kNonce{"Nonce", "tls.new_session_ticket.nonce", "RFC 8446, 4.6.1"};
constexpr FieldKind kTicketLength{"Ticket length", "tls.new_session_ticket.ticket", "RFC 5077, 3.3"};
constexpr FieldKind kTicket{"Ticket", "tls.new_session_ticket.ticket", "RFC 5077, 3.3"};
constexpr FieldKind kStatusType{"Status type", "tls.certificate_status.type", "RFC 6066, 8"};
constexpr FieldKind kResponseLength{"Response length", "tls.certificate_status.response", "RFC 6066, 8"};
constexpr FieldKind kResponse{"OCSP response (DER)", "tls.certificate_status.response", "RFC 6960, 4.2"};
constexpr FieldKind kKeyUpdate{"Request", "tls.key_update.request", "RFC 8446, 4.6.3"};

constexpr FieldKind kAlgorithm{"Algorithm", "tls.compressed_certificate.algorithm", "RFC 8879, 4"};
constexpr FieldKind kRealLength{"Length when unpacked", "tls.compressed_certificate.length", "RFC 8879, 4"};
constexpr FieldKind kPackedLength{"Compressed length", "tls.compressed_certificate.message", "RFC 8879, 4"};
constexpr FieldKind kPacked{"Compressed message", "tls.compressed_certificate.message", "RFC 8879, 4"};

struct Message {
  TlsHandshakeType type;
  FieldKind kind;
};

constexpr Message kMessages[] = {
    {TlsHandshakeType::hello_request, {"HelloRequest", "tls.hello_request", "RFC 5246, 7.4.1.1"}},
    {TlsHandshakeType::client_hello, {"ClientHello", "tls.client_hello", "RFC 5246, 7.4.1.2"}},
    {TlsHandshakeType::server_hello, {"ServerHello", "tls.server_hello", "RFC 5246, 7.4.1.3"}},
    {TlsHandshakeType::hello_verify_request,
     {"HelloVerifyRequest", "tls.hello_verify_request", "RFC 6347, 4.2.1"}},
    {TlsHandshakeType::new_session_ticket, {"NewSessionTicket", "tls.new_session_ticket", "RFC 5077, 3.3"}},
    {TlsHandshakeType::end_of_early_data, {"EndOfEarlyData", "tls.end_of_early_data", "RFC 8446, 4.5"}},
    {TlsHandshakeType::encrypted_extensions,
     {"EncryptedExtensions", "tls.encrypted_extensions", "RFC 8446, 4.3.1"}},
    {TlsHandshakeType::certificate, {"Certificate", "tls.certificate", "RFC 5246, 7.4.2"}},
    {TlsHandshakeType::server_key_exchange,
     {"ServerKeyExchange", "tls.server_key_exchange", "RFC 5246, 7.4.3"}},
    {TlsHandshakeType::certificate_request,
     {"CertificateRequest", "tls.certificate_request", "RFC 5246, 7.4.4"}},
    {TlsHandshakeType::server_hello_done, {"ServerHelloDone", "tls.server_hello_done", "RFC 5246, 7.4.5"}},
    {TlsHandshakeType::certificate_verify,
     {"CertificateVerify", "tls.certificate_verify", "RFC 5246, 7.4.8"}},
    {TlsHandshakeType::client_key_exchange,
     {"ClientKeyExchange", "tls.client_key_exchange", "RFC 5246, 7.4.7"}},
    {TlsHandshakeType::finished, {"Finished", "tls.finished", "RFC 5246, 7.4.9"}},
    {TlsHandshakeType::certificate_status, {"CertificateStatus", "tls.certificate_status", "RFC 6066, 8"}},
    {TlsHandshakeType::key_update, {"KeyUpdate", "tls.key_update", "RFC 8446, 4.6.3"}},
    {TlsHandshakeType::compressed_certificate,
     {"CompressedCertificate", "tls.compressed_certificate", "RFC 8879, 4"}},
};

FieldKind kind_of(TlsHandshakeType type) {
  for (const Message& message : kMessages) {
    if (message.type == type) return message.kind;
  }
  return {"Handshake message", "tls.handshake.unknown"};
}

std::string type_text(std::uint64_t type) {
  return named_text(to_text(static_cast<TlsHandshakeType>(type)), type);
}

void read_new_session_ticket(FieldReader& in, const TlsKnown& known) {
  in.u32(kLifetime, [](std::uint64_t value) { return fmt::format("{} seconds", value); });
  if (!known.is_tls13()) {
    read_bytes16(in, kTicketLength, kTicket);
    return;
  }
  in.u32(kAgeAdd);
  read_bytes8(in, kNonceLength, kNonce);
  read_bytes16(in, kTicketLength, kTicket);
  dissect_tls_extensions(in, TlsPlace::new_session_ticket);
}

void read_certificate_status(FieldReader& in) {
  in.u8(kStatusType, [](std::uint64_t value) { return value == 1 ? "OCSP (1)" : decimal_text(value); });
  in.bytes(kResponse, in.u24(kResponseLength));
}

std::string fragment_text(std::uint64_t place, std::uint64_t length) {
  const std::uint64_t offset = place >> 32;
  return fmt::format("bytes {} to {} of {}", offset, offset + (place & 0xffff'ffff), length);
}

/// Right behind the field of the verify data.
void check_finished(FieldReader& in, ByteView message, ByteView verify_data, TlsKnown& known) {
  const auto expected = known.opener->verify_data(known.from_client, message);
  if (!expected) {
    in.note(kVerifyCheck, "not checked: a message before it, or the secret for it, is not known");
  } else if (std::ranges::equal(*expected, verify_data)) {
    in.note(kVerifyCheck, "matches the hash of all handshake messages before it");
  } else {
    in.note_broken(kVerifyCheck, "does not match the hash of the handshake messages before it");
  }
}

}  // namespace

std::string certificate_compression_text(std::uint64_t algorithm) {
  constexpr std::string_view kNames[] = {"", "zlib", "brotli", "zstd"};
  return named_text(algorithm < std::size(kNames) ? kNames[algorithm] : "", algorithm);
}

ByteView read_bytes8(FieldReader& in, const FieldKind& length, const FieldKind& kind) {
  return in.bytes(kind, in.u8(length));
}

ByteView read_bytes16(FieldReader& in, const FieldKind& length, const FieldKind& kind) {
  return in.bytes(kind, in.u16(length));
}

void dissect_tls_handshake(FieldReader& in, TlsKnown& known) {
  FieldGroup group(in, kBody);
  group.set_layer(FieldLayer::handshake);
  const ByteView start = in.peek();
  const auto type = static_cast<TlsHandshakeType>(in.u8(kType, type_text));
  group.set_kind(kind_of(type));
  const std::uint32_t length = in.u24(kLength);
  std::uint32_t offset = 0;
  std::uint32_t size = length;
  if (known.datagram) {
    in.u16(kSequence);
    offset = in.u24(kOffset);
    size = in.u24(kFragmentLength);
  }
  const bool whole = offset == 0 && size == length;
  if (!whole) group.set_value(fragment_text, std::uint64_t{offset} << 32 | size, length);
  {
    const FieldBlock body(in, size);
    if (whole) {
      dissect_tls_handshake_body(in, type, known);
    } else {
      in.rest(kFragment);
    }
  }
  const std::size_t header = known.datagram ? kDtlsHandshakeHeaderSize : kTlsHandshakeHeaderSize;
  if (!known.opener || !whole || start.size() < header + size) return;
  const ByteView message = start.first(header + size);
  if (type == TlsHandshakeType::finished) check_finished(in, message, message.subspan(header), known);
  known.opener->message(known.from_client, message);
}

void dissect_tls_handshake_body(FieldReader& in, TlsHandshakeType type, TlsKnown& known) {
  switch (type) {
    case TlsHandshakeType::hello_request:
    case TlsHandshakeType::server_hello_done:
    case TlsHandshakeType::end_of_early_data:
      return;  // empty
    case TlsHandshakeType::client_hello:
      return dissect_client_hello(in, known);
    case TlsHandshakeType::server_hello:
      return dissect_server_hello(in, known);
    case TlsHandshakeType::hello_verify_request:
      in.u16(kVersion, tls_version_text);
      read_bytes8(in, kCookieLength, kCookie);
      return;
    case TlsHandshakeType::new_session_ticket:
      return read_new_session_ticket(in, known);
    case TlsHandshakeType::encrypted_extensions:
      return dissect_tls_extensions(in, TlsPlace::encrypted_extensions);
    case TlsHandshakeType::certificate:
      return dissect_tls_certificate(in, known);
    case TlsHandshakeType::server_key_exchange:
      return dissect_server_key_exchange(in, known);
    case TlsHandshakeType::certificate_request:
      return dissect_certificate_request(in, known);
    case TlsHandshakeType::certificate_verify:
      return dissect_certificate_verify(in, known);
    case TlsHandshakeType::client_key_exchange:
      return dissect_client_key_exchange(in, known);
    case TlsHandshakeType::finished:
      in.rest(kVerifyData);
      return;
    case TlsHandshakeType::certificate_status:
      return read_certificate_status(in);
    case TlsHandshakeType::key_update:
      in.u8(kKeyUpdate);
      return;
    case TlsHandshakeType::compressed_certificate:
      in.u16(kAlgorithm, certificate_compression_text);
      in.u24(kRealLength, bytes_text);
      in.bytes(kPacked, in.u24(kPackedLength));
      return;
    case TlsHandshakeType::certificate_url:
      break;
  }
  in.rest(kBody);
}

}  // namespace tlscam
