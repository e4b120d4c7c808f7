#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/base/result.h"

namespace tlscam {

/// `TlsContentType` classifies the payload of a record (RFC 5246 section 6.2.1; heartbeat: RFC 6520).
enum class TlsContentType : std::uint8_t {
  change_cipher_spec = 20,
  alert = 21,
  handshake = 22,
  application_data = 23,
  heartbeat = 24,
};

/// These are the versions in records and hello messages. DTLS counts down (RFC 6347 section 4.1).
inline constexpr std::uint16_t kSsl30 = 0x0300;
inline constexpr std::uint16_t kTls10 = 0x0301;
inline constexpr std::uint16_t kTls11 = 0x0302;
inline constexpr std::uint16_t kTls12 = 0x0303;
inline constexpr std::uint16_t kTls13 = 0x0304;
/// DTLS1_BAD_VER of OpenSSL, from before RFC 4347, that some VPN servers still speak.
inline constexpr std::uint16_t kDtlsOld = 0x0100;
inline constexpr std::uint16_t kDtls10 = 0xfeff;
inline constexpr std::uint16_t kDtls12 = 0xfefd;
inline constexpr std::uint16_t kDtls13 = 0xfefc;

inline constexpr std::size_t kTlsRecordHeaderSize = 5;
inline constexpr std::size_t kDtlsRecordHeaderSize = 13;
/// A record may carry 2^14 bytes and what encryption adds (RFC 5246 section 6.2.3).
inline constexpr std::size_t kTlsLongestPayload = 16384 + 2048;

/// `TlsRecordHeader` is the five bytes before a TLS record (RFC 5246 section 6.2.1; RFC 8446 section 5.1).
struct TlsRecordHeader {
  TlsContentType type = TlsContentType::handshake;
  std::uint16_t version = kTls12;
  std::uint16_t length = 0;  ///< bytes of the payload that follow
};

/// `parse_tls_record_header` reads the first five bytes. It fails if there are fewer or if they cannot start
/// a record: unknown content type, a version that does not begin with 3, a length above kTlsLongestPayload.
Result<TlsRecordHeader> parse_tls_record_header(ByteView bytes);

/// `may_be_tls_record` is true if the bytes so far can be the start of a TLS record. It tells TLS from other
/// protocols before five bytes have arrived. An empty view can be one.
bool may_be_tls_record(ByteView bytes);

/// A record of DTLS (RFC 6347 section 4.1).
struct DtlsRecord {
  TlsContentType type = TlsContentType::handshake;
  std::uint16_t version = kDtls12;
  std::uint16_t epoch = 0;     ///< 0 is unencrypted; each ChangeCipherSpec adds 1
  std::uint64_t sequence = 0;  ///< 48 bits, from 0 in each epoch
  ByteView payload{};          ///< borrowed
};

/// `read_dtls_record` reads the next record of a datagram, which may hold several. It fails like
/// parse_tls_record_header(), and when the payload is incomplete: records do not span datagrams.
Result<DtlsRecord> read_dtls_record(Cursor& in);

}  // namespace tlscam
