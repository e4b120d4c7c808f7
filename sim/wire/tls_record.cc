#include "sim/wire/tls_record.h"

namespace tlscam {
namespace {

bool is_content_type(std::uint8_t type) {
  return type >= static_cast<std::uint8_t>(TlsContentType::change_cipher_spec) &&
         type <= static_cast<std::uint8_t>(TlsContentType::heartbeat);
}

bool is_dtls_version(std::uint16_t version) {
  return version == kDtls10 || version == kDtls12 || version == kDtls13 || version == kDtlsOld;
}

}  // namespace

Result<TlsRecordHeader> parse_tls_record_header(ByteView bytes) {
  Cursor in(bytes);
  const std::uint8_t type = in.u8();
  const std::uint16_t version = in.u16be();
  const std::uint16_t length = in.u16be();
  if (!in.ok()) return fail("TLS: a record's header has 5 bytes, here are {}", bytes.size());
  if (!is_content_type(type)) return fail("TLS: {} is no type of record", type);
  if (version >> 8 != kSsl30 >> 8) return fail("TLS: 0x{:04x} is no version of TLS", version);
  if (length > kTlsLongestPayload) return fail("TLS: a record of {} bytes is too long", length);
  return TlsRecordHeader{static_cast<TlsContentType>(type), version, length};
}

bool may_be_tls_record(ByteView bytes) {
  if (bytes.size() >= kTlsRecordHeaderSize) return parse_tls_record_header(bytes).has_value();
  Cursor in(bytes);
  if (in.at_end()) return true;
  if (!is_content_type(in.u8())) return false;
  return in.at_end() || in.u8() == kSsl30 >> 8;
}

Result<DtlsRecord> read_dtls_record(Cursor& in) {
  const std::uint8_t type = in.u8();
  DtlsRecord record;
  record.version = in.u16be();
  const std::uint64_t epoch_and_sequence = in.u64be();
  record.epoch = static_cast<std::uint16_t>(epoch_and_sequence >> 48);
  record.sequence = epoch_and_sequence & 0xffff'ffff'ffff;
  const std::uint16_t length = in.u16be();
  if (!in.ok()) return fail("DTLS: the header of a record is not complete");
  if (!is_content_type(type)) return fail("DTLS: {} is no type of record", type);
  if (!is_dtls_version(record.version)) return fail("DTLS: 0x{:04x} is no version of DTLS", record.version);
  if (length > kTlsLongestPayload) return fail("DTLS: a record of {} bytes is too long", length);
  record.type = static_cast<TlsContentType>(type);
  record.payload = in.take(length);
  if (!in.ok()) return fail("DTLS: a record of {} bytes runs past the end of its datagram", length);
  return record;
}

}  // namespace tlscam
