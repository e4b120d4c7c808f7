#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/base/result.h"
#include "sim/wire/tls_record.h"

namespace tlscam {

/// RFC 5246 section 7.4, RFC 6347 section 4.3.2, RFC 8446 section 4, RFC 5077, RFC 6066. Other values occur.
enum class TlsHandshakeType : std::uint8_t {
  hello_request = 0,
  client_hello = 1,
  server_hello = 2,
  hello_verify_request = 3,
  new_session_ticket = 4,
  end_of_early_data = 5,
  encrypted_extensions = 8,
  certificate = 11,
  server_key_exchange = 12,
  certificate_request = 13,
  server_hello_done = 14,
  certificate_verify = 15,
  client_key_exchange = 16,
  finished = 20,
  certificate_url = 21,
  certificate_status = 22,
  key_update = 24,
};

inline constexpr std::size_t kTlsHandshakeHeaderSize = 4;
inline constexpr std::size_t kDtlsHandshakeHeaderSize = 12;

/// In front of each handshake message (RFC 5246 section 7.4).
struct TlsHandshakeHeader {
  TlsHandshakeType type = TlsHandshakeType::hello_request;
  std::uint32_t length = 0;  ///< bytes of the body, 24 bits
};

/// Fails for fewer than four bytes. Any type is taken.
Result<TlsHandshakeHeader> parse_tls_handshake_header(ByteView bytes);

/// A handshake message of DTLS or a part of one (RFC 6347 section 4.2.2).
struct DtlsHandshakeFragment {
  TlsHandshakeType type = TlsHandshakeType::hello_request;
  std::uint32_t length = 0;    ///< of the body of the whole message
  std::uint16_t sequence = 0;  ///< message_seq: the same when a message is sent again
  std::uint32_t offset = 0;    ///< of this part in the body
  ByteView body{};             ///< this part; borrowed

  bool is_whole() const { return body.size() == length; }
};

/// Reads the next fragment of a record. Fails when it is not all there or lies outside its message.
Result<DtlsHandshakeFragment> read_dtls_handshake_fragment(Cursor& in);

/// Types of extensions that are read here (RFC 6066 section 3, RFC 8446 section 4.2).
inline constexpr std::uint16_t kTlsExtensionServerName = 0;
inline constexpr std::uint16_t kTlsExtensionSupportedVersions = 43;

struct TlsExtension {
  std::uint16_t type = 0;
  ByteView data{};  ///< borrowed
};

/// RFC 5246 section 7.4.1.2; the cookie: RFC 6347 section 4.2.1. Views are borrowed.
struct TlsClientHello {
  std::uint16_t version = 0;  ///< TLS 1.3 says TLS 1.2 here and the truth in an extension
  ByteView random{};          ///< 32 bytes
  ByteView session_id{};
  ByteView cookie{};  ///< DTLS only; empty in the first one
  std::vector<std::uint16_t> cipher_suites;
  ByteView compression_methods{};
  std::vector<TlsExtension> extensions;
};

/// RFC 5246 section 7.4.1.3. Views are borrowed.
struct TlsServerHello {
  std::uint16_t version = 0;  ///< as chosen, but see selected_version()
  ByteView random{};
  ByteView session_id{};
  std::uint16_t cipher_suite = 0;
  std::uint8_t compression_method = 0;
  std::vector<TlsExtension> extensions;
};

/// These read the body of a message, without its header, and fail when a length in it does not fit.
Result<TlsClientHello> parse_client_hello(ByteView body, bool datagram);
Result<TlsServerHello> parse_server_hello(ByteView body);
/// The certificates of a Certificate message up to TLS 1.2 (RFC 5246 section 7.4.2) as DER, the leaf first.
Result<std::vector<ByteView>> parse_certificate_list(ByteView body);

/// The name that a client asks for (SNI, RFC 6066 section 3); no value when it asks for none.
std::optional<std::string_view> server_name(const TlsClientHello& hello);

/// The version that the server chose: that of the extension supported_versions when it is there (RFC 8446
/// section 4.2.1), else that of the message.
std::uint16_t selected_version(const TlsServerHello& hello);

/// A ServerHello with this random is a HelloRetryRequest (RFC 8446 section 4.1.3).
bool is_hello_retry_request(const TlsServerHello& hello);

enum class TlsAlertLevel : std::uint8_t { warning = 1, fatal = 2 };
inline constexpr std::uint8_t kTlsAlertCloseNotify = 0;

/// RFC 5246 section 7.2.
struct TlsAlert {
  TlsAlertLevel level = TlsAlertLevel::fatal;
  std::uint8_t description = 0;
};

/// Fails unless there are exactly two bytes and the first is a level: everything else is encrypted.
Result<TlsAlert> parse_tls_alert(ByteView payload);

}  // namespace tlscam
