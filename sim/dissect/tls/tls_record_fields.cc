#include <fmt/format.h>

#include <algorithm>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kRecord{"TLS record", "tls.record", "RFC 5246, 6.2.1"};
constexpr FieldKind kDtlsRecord{"DTLS record", "dtls.record", "RFC 6347, 4.1"};
constexpr FieldKind kType{"Content type", "tls.record.type", "RFC 5246, 6.2.1"};
constexpr FieldKind kVersion{"Version", "tls.record.version", "RFC 5246, 6.2.1"};
constexpr FieldKind kEpoch{"Epoch", "dtls.record.epoch", "RFC 6347, 4.1"};
constexpr FieldKind kSequence{"Sequence number", "dtls.record.sequence", "RFC 6347, 4.1"};
constexpr FieldKind kLength{"Length", "tls.record.length", "RFC 5246, 6.2.1"};
constexpr FieldKind kContinued{"More of a handshake message", "tls.record.fragment", "RFC 5246, 6.2.1"};
constexpr FieldKind kStart{"Start of a handshake message", "tls.record.fragment", "RFC 5246, 6.2.1"};
constexpr FieldKind kChangeCipherSpec{"ChangeCipherSpec", "tls.change_cipher_spec", "RFC 5246, 7.1"};
constexpr FieldKind kChangeType{"Type", "tls.change_cipher_spec.type", "RFC 5246, 7.1"};
constexpr FieldKind kChangeSequence{"Message number", "tls.change_cipher_spec.sequence"};
constexpr FieldKind kAlert{"Alert", "tls.alert", "RFC 5246, 7.2"};
constexpr FieldKind kAlertLevel{"Level", "tls.alert.level", "RFC 5246, 7.2"};
constexpr FieldKind kAlertDescription{"Description", "tls.alert.description", "RFC 5246, 7.2.2"};
constexpr FieldKind kData{"Application data in the clear", "tls.application_data", "RFC 5246, 10"};
constexpr FieldKind kDecryptedData{"Application data", "tls.application_data", "RFC 5246, 10"};
constexpr FieldKind kOpened{"Decrypted record", "tls.opened", "RFC 5246, 6.2.3"};
constexpr FieldKind kOpened13{"Decrypted record", "tls.opened", "RFC 8446, 5.2"};
constexpr FieldKind kDecryption{"Decryption", "tls.opened.key", "RFC 5246, 6.3"};
constexpr FieldKind kInnerType{"Content type", "tls.opened.type", "RFC 8446, 5.2"};
constexpr FieldKind kZeros{"Zeros that hide the length", "tls.opened.zeros", "RFC 8446, 5.4"};
constexpr FieldKind kHeartbeat{"Heartbeat", "tls.heartbeat", "RFC 6520"};
constexpr FieldKind kUnknown{"Payload", "tls.record.payload"};
constexpr FieldKind kNonce{"Explicit nonce", "tls.sealed.nonce", "RFC 5288, 3"};
constexpr FieldKind kIv{"Initialization vector", "tls.sealed.iv", "RFC 5246, 6.2.3.2"};
constexpr FieldKind kCiphertext{"Ciphertext", "tls.sealed.ciphertext", "RFC 5246, 6.2.3"};
constexpr FieldKind kSealedWhole{"Ciphertext and what its cipher suite adds", "tls.sealed.ciphertext",
                                 "RFC 5246, 6.2.3"};
constexpr FieldKind kNotEncrypted{"Protected, but not encrypted", "tls.sealed.null", "RFC 5246, 6.2.3.1"};
constexpr FieldKind kUnknownHandshake{"Handshake record", "tls.not_captured.handshake", "RFC 5246, 6.2.1"};
constexpr FieldKind kUnknownData{"Data record", "tls.not_captured.data", "RFC 8446, 5.2"};
constexpr FieldKind kUnknownRecord{"Record", "tls.not_captured", "RFC 5246, 6.2.1"};
constexpr FieldKind kNotCaptured{"Not known", "tls.not_captured", "RFC 5246, 6.2.1"};
constexpr FieldKind kCompressed{"Compressed content", "tls.opened.compressed", "RFC 3749, 2"};
constexpr FieldKind kTag{"Authentication tag", "tls.sealed.tag", "RFC 5246, 6.2.3.3"};

std::string type_text(std::uint64_t type) {
  return named_text(to_text(static_cast<TlsContentType>(type)), type);
}

std::string name_text(std::uint64_t type) {
  return to_text(static_cast<TlsContentType>(type));
}

/// A suite of up to TLS 1.2 puts this in front of and after the ciphertext.
struct Envelope {
  std::size_t nonce = 0;
  std::size_t iv = 0;
  std::size_t tag = 0;
};

Envelope envelope_of(const TlsKnown& known) {
  const std::string_view suite = registered_name(Registry::cipher_suites, known.cipher_suite);
  const bool short_tag = suite.ends_with("_CCM_8") || suite.find("_CCM_8_") != suite.npos;
  if (known.is_tls13()) return {.tag = short_tag ? 8u : 16u};
  if (short_tag) return {.nonce = 8, .tag = 8};
  if (suite.find("_GCM") != suite.npos || suite.find("_CCM") != suite.npos) return {.nonce = 8, .tag = 16};
  if (suite.find("_CHACHA20") != suite.npos) return {.tag = 16};
  if (suite.find("3DES_EDE_CBC") != suite.npos) return {.iv = 8};
  if (suite.find("_CBC") != suite.npos) return {.iv = 16};
  return {};
}

void read_handshake_payload(FieldReader& in, TlsKnown& known, std::size_t continued) {
  if (continued > 0) in.bytes(kContinued, std::min(continued, in.remaining()));
  while (in.more()) {
    const auto header = parse_tls_handshake_header(in.peek());
    if (!header || kTlsHandshakeHeaderSize + header->length > in.remaining()) {
      in.rest(kStart);
      return;
    }
    dissect_tls_handshake(in, known);
  }
}

void read_dtls_handshake_payload(FieldReader& in, TlsKnown& known) {
  while (in.more()) dissect_tls_handshake(in, known);
}

/// Most of what applications say first is text.
void read_decrypted_data(FieldReader& in) {
  const ByteView data = in.peek();
  const bool text = std::ranges::all_of(data, [](std::uint8_t byte) {
    return (byte >= 0x20 && byte < 0x7f) || byte == '\r' || byte == '\n' || byte == '\t';
  });
  if (text && !data.empty()) {
    in.text(kDecryptedData, data.size());
  } else {
    in.bytes(kDecryptedData, data.size());
  }
}

void read_clear(FieldReader& in, TlsContentType type, TlsKnown& known, std::size_t continued,
                bool decrypted) {
  switch (type) {
    case TlsContentType::change_cipher_spec: {
      FieldGroup group(in, kChangeCipherSpec);
      in.u8(kChangeType);
      if (known.datagram && in.remaining() == 2) in.u16(kChangeSequence);
      return;
    }
    case TlsContentType::alert:
      return dissect_tls_alert(in);
    case TlsContentType::handshake:
      return known.datagram ? read_dtls_handshake_payload(in, known)
                            : read_handshake_payload(in, known, continued);
    case TlsContentType::application_data:
      if (decrypted) return read_decrypted_data(in);
      in.rest(kData);
      return;
    case TlsContentType::heartbeat:
      in.rest(kHeartbeat);
      return;
  }
  in.rest(kUnknown);
}

FieldKind sealed_kind(TlsContentType type, const TlsKnown& known) {
  // RFC 8446, 5.2: TLS 1.3 hides the type. Without a ServerHello it may be that.
  const bool hidden = known.is_tls13() || (!known.datagram && known.version == 0);
  if (hidden && type == TlsContentType::application_data)
    return {"Encrypted record", "tls.sealed.record", "RFC 8446, 5.2"};
  switch (type) {
    case TlsContentType::handshake:
      return {"Encrypted handshake message", "tls.sealed.handshake", "RFC 5246, 6.2.3"};
    case TlsContentType::alert:
      return {"Encrypted alert", "tls.sealed.alert", "RFC 5246, 7.2"};
    case TlsContentType::application_data:
      return {"Application data", "tls.sealed.application_data", "RFC 5246, 10"};
    default:
      return {"Encrypted payload", "tls.sealed", "RFC 5246, 6.2.3"};
  }
}

/// The beginning of the connection is not in the capture, and these bytes do not show what they are.
void read_unknown(FieldReader& in, TlsContentType type) {
  const bool handshake = type == TlsContentType::handshake;
  const bool data = type == TlsContentType::application_data;
  FieldGroup group(in, handshake ? kUnknownHandshake : data ? kUnknownData : kUnknownRecord);
  group.set_value(bytes_text, in.remaining());
  in.rest(kUnknown);
  in.remark(kNotCaptured,
            handshake ? "encrypted, or a part of a message in the clear: the beginning is not in the capture"
            : data
                ? "the application's data, or in TLS 1.3 also an encrypted handshake message or alert: the "
                  "beginning is not in the capture"
                : "encrypted, or not: the beginning is not in the capture");
}

bool is_null_cipher(const TlsKnown& known) {
  return known.cipher_suite != 0 &&
         registered_name(Registry::cipher_suites, known.cipher_suite).find("_WITH_NULL_") !=
             std::string_view::npos;
}

void read_payload(FieldReader& in, TlsContentType type, TlsKnown& known, TlsSeal seal, std::size_t continued,
                  const OpenedRecord* opened) {
  if (seal == TlsSeal::clear) return read_clear(in, type, known, continued, false);
  if (seal == TlsSeal::unknown) return read_unknown(in, type);
  FieldGroup group(in, is_null_cipher(known) ? kNotEncrypted : sealed_kind(type, known));
  if (type == TlsContentType::application_data) group.set_layer(FieldLayer::application);
  group.set_value(bytes_text, in.remaining());
  dissect_sealed(in, known, opened);
}

void note_opened(FieldReader& in, const OpenedRecord* opened) {
  if (!opened) return;
  switch (opened->outcome) {
    case OpenedRecord::Outcome::opened:
      return in.note(kDecryption, fmt::format("decrypted with {}", opened->reason));
    case OpenedRecord::Outcome::not_authentic:
      return in.note_broken(kDecryption,
                            fmt::format("does not authenticate with {}: it was changed, or the key is "
                                        "of another session",
                                        opened->reason));
    case OpenedRecord::Outcome::not_tried:
      return in.note(kDecryption, opened->reason);
  }
}

}  // namespace

FieldTree TlsKnown::take_old_tree() {
  if (!old_trees || old_trees->empty()) return {};
  FieldTree tree = std::move(old_trees->back());
  old_trees->pop_back();
  return tree;
}

std::string tls_version_text(std::uint64_t version) {
  return named_hex_text(tls_version_name(static_cast<std::uint16_t>(version)), version);
}

void dissect_tls_record(FieldReader& in, TlsKnown& known, TlsSeal seal, std::size_t continued,
                        const OpenedRecord* opened) {
  FieldGroup group(in, kRecord);
  group.set_layer(FieldLayer::record);
  const auto type = static_cast<TlsContentType>(in.u8(kType, type_text));
  in.u16(kVersion, tls_version_text);
  const std::uint16_t length = in.u16(kLength);
  if (in.ok()) group.set_value(name_text, static_cast<std::uint8_t>(type));
  const FieldBlock payload(in, length);
  read_payload(in, type, known, seal, continued, opened);
}

void dissect_dtls_record(FieldReader& in, TlsKnown& known, const OpenedRecord* opened) {
  FieldGroup group(in, kDtlsRecord);
  group.set_layer(FieldLayer::record);
  const auto type = static_cast<TlsContentType>(in.u8(kType, type_text));
  in.u16(kVersion, tls_version_text);
  const std::uint16_t epoch = in.u16(kEpoch);
  in.u48(kSequence);
  const std::uint16_t length = in.u16(kLength);
  if (in.ok()) group.set_value(name_text, static_cast<std::uint8_t>(type));
  const FieldBlock payload(in, length);
  read_payload(in, type, known, epoch > 0 ? TlsSeal::sealed : TlsSeal::clear, 0, opened);
}

void dissect_opened_record(FieldReader& in, TlsKnown& known, const OpenedRecord& opened,
                           std::size_t continued) {
  FieldGroup group(in, known.is_tls13() ? kOpened13 : kOpened);
  group.set_layer(FieldLayer::record);
  group.set_value(name_text, static_cast<std::uint8_t>(opened.type));
  in.remark(kDecryption, fmt::format("decrypted with {}", opened.reason));
  {
    const FieldBlock content(in, opened.content);
    if (opened.compressed) {
      in.rest(kCompressed);
    } else {
      read_clear(in, opened.type, known, continued, true);
    }
  }
  if (in.more()) in.u8(kInnerType, type_text);
  in.rest(kZeros);
}

void dissect_tls_alert(FieldReader& in) {
  FieldGroup group(in, kAlert);
  const std::uint8_t level = in.u8(kAlertLevel, [](std::uint64_t value) {
    return value == 1 ? std::string("warning (1)") : value == 2 ? "fatal (2)" : decimal_text(value);
  });
  const std::uint8_t description = in.u8(kAlertDescription, [](std::uint64_t value) {
    return named_text(tls_alert_name(static_cast<std::uint8_t>(value)), value);
  });
  if (!in.ok()) return;
  group.set_value(fmt::format("{}{}", level == 1 ? "warning: " : "", tls_alert_name(description)));
}

void dissect_sealed(FieldReader& in, const TlsKnown& known, const OpenedRecord* opened) {
  if (known.cipher_suite == 0) {
    in.rest(kSealedWhole);
    return note_opened(in, opened);
  }
  const Envelope envelope = envelope_of(known);
  if (envelope.nonce + envelope.iv + envelope.tag > in.remaining()) {
    in.rest(kCiphertext);
    return note_opened(in, opened);
  }
  if (envelope.nonce > 0) in.bytes(kNonce, envelope.nonce);
  if (envelope.iv > 0) in.bytes(kIv, envelope.iv);
  in.bytes(kCiphertext, in.remaining() - envelope.tag);
  note_opened(in, opened);
  if (envelope.tag > 0) in.bytes(kTag, envelope.tag);
}

}  // namespace tlscam
