#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/base/result.h"

namespace tlscam {

/// What a record carries (RFC 5246 section 6.2.1; heartbeat: RFC 6520).
enum class TlsContentType : std::uint8_t {
  change_cipher_spec = 20,
  alert = 21,
  handshake = 22,
  application_data = 23,
  heartbeat = 24,
};

/// Versions as they stand in records and hello messages. DTLS counts down (RFC 6347 section 4.1).
inline constexpr std::uint16_t kSsl30 = 0x0300;
inline constexpr std::uint16_t kTls10 = 0x0301;
inline constexpr std::uint16_t kTls11 = 0x0302;
inline constexpr std::uint16_t kTls12 = 0x0303;
inline constexpr std::uint16_t kTls13 = 0x0304;
inline constexpr std::uint16_t kDtls10 = 0xfeff;
inline constexpr std::uint16_t kDtls12 = 0xfefd;
inline constexpr std::uint16_t kDtls13 = 0xfefc;

inline constexpr std::size_t kTlsRecordHeaderSize = 5;
inline constexpr std::size_t kDtlsRecordHeaderSize = 13;
/// The most that a record may carry: 2^14 bytes and what encryption adds (RFC 5246 section 6.2.3).
inline constexpr std::size_t kTlsLongestPayload = 16384 + 2048;

/// The five bytes in front of a record of TLS (RFC 5246 section 6.2.1; RFC 8446 section 5.1).
struct TlsRecordHeader {
  TlsContentType type = TlsContentType::handshake;
  std::uint16_t version = kTls12;
  std::uint16_t length = 0;  ///< bytes of the payload that follow
};

/// Reads the first five bytes. Fails when there are fewer and when they cannot start a record: another
/// content type, a version that does not begin with 3, a length above kTlsLongestPayload.
Result<TlsRecordHeader> parse_tls_record_header(ByteView bytes);

/// True when the bytes, as far as they are there, can be the start of a TLS record: what tells TLS from other
/// protocols before five bytes have come. An empty view can be.
bool may_be_tls_record(ByteView bytes);

/// A record of DTLS (RFC 6347 section 4.1).
struct DtlsRecord {
  TlsContentType type = TlsContentType::handshake;
  std::uint16_t version = kDtls12;
  std::uint16_t epoch = 0;     ///< 0 is in the clear; counted up by each ChangeCipherSpec
  std::uint64_t sequence = 0;  ///< 48 bits, from 0 in each epoch
  ByteView payload{};          ///< borrowed
};

/// Reads the next record of a datagram; several may follow each other in one. Fails as
/// parse_tls_record_header() does, and when the payload is not all there: records do not span datagrams.
Result<DtlsRecord> read_dtls_record(Cursor& in);

}  // namespace tlscam
