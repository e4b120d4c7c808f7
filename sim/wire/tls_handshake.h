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

/// From RFC 5246 section 7.4, RFC 6347 section 4.3.2, RFC 8446 section 4, RFC 5077, RFC 6066. Others occur.
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
  compressed_certificate = 25,  ///< RFC 8879
};

inline constexpr std::size_t kTlsHandshakeHeaderSize = 4;
inline constexpr std::size_t kDtlsHandshakeHeaderSize = 12;

/// `TlsHandshakeHeader` precedes each handshake message (RFC 5246 section 7.4).
struct TlsHandshakeHeader {
  TlsHandshakeType type = TlsHandshakeType::hello_request;
  std::uint32_t length = 0;  ///< bytes of the body, 24 bits
};

/// `parse_tls_handshake_header` fails for fewer than four bytes. It accepts any type.
Result<TlsHandshakeHeader> parse_tls_handshake_header(ByteView bytes);

/// `DtlsHandshakeFragment` is a handshake message of DTLS or a part of one (RFC 6347 section 4.2.2).
struct DtlsHandshakeFragment {
  TlsHandshakeType type = TlsHandshakeType::hello_request;
  std::uint32_t length = 0;    ///< body size of the whole message
  std::uint16_t sequence = 0;  ///< message_seq: the same when a message is retransmitted
  std::uint32_t offset = 0;    ///< position of this part in the body
  ByteView body{};             ///< this part; borrowed

  bool is_whole() const { return body.size() == length; }
};

/// `read_dtls_handshake_fragment` reads the next one of a record, and fails if it exceeds record or message.
Result<DtlsHandshakeFragment> read_dtls_handshake_fragment(Cursor& in);

/// Types of extensions that are read here (RFC 6066 section 3, RFC 8446 section 4.2).
inline constexpr std::uint16_t kTlsExtensionServerName = 0;
inline constexpr std::uint16_t kTlsExtensionSupportedGroups = 10;
inline constexpr std::uint16_t kTlsExtensionSignatureAlgorithms = 13;
inline constexpr std::uint16_t kTlsExtensionSupportedVersions = 43;

struct TlsExtension {
  std::uint16_t type = 0;
  ByteView data{};  ///< borrowed
};

/// RFC 5246 section 7.4.1.2 defines it, RFC 6347 section 4.2.1 the cookie. Views are borrowed.
struct TlsClientHello {
  std::uint16_t version = 0;  ///< TLS 1.3 says TLS 1.2 here and the real version in an extension
  ByteView random{};          ///< 32 bytes
  ByteView session_id{};
  ByteView cookie{};  ///< DTLS only; empty in the first one
  std::vector<std::uint16_t> cipher_suites;
  ByteView compression_methods{};
  std::vector<TlsExtension> extensions;
};

/// RFC 5246 section 7.4.1.3 defines it. Views are borrowed.
struct TlsServerHello {
  std::uint16_t version = 0;  ///< as the message says; see selected_version()
  ByteView random{};
  ByteView session_id{};
  std::uint16_t cipher_suite = 0;
  std::uint8_t compression_method = 0;
  std::vector<TlsExtension> extensions;
};

/// These read the body of a message, without its header, and fail when a length inside it does not fit.
Result<TlsClientHello> parse_client_hello(ByteView body, bool datagram);
Result<TlsServerHello> parse_server_hello(ByteView body);
/// `parse_certificate_list` reads a Certificate up to TLS 1.2 (RFC 5246 section 7.4.2): DER, leaf first.
Result<std::vector<ByteView>> parse_certificate_list(ByteView body);

/// `server_name` is the name that the client asks for (SNI, RFC 6066 section 3), if it asks for one.
std::optional<std::string_view> server_name(const TlsClientHello& hello);

/// `offered_numbers` reads the list of 16-bit numbers in an extension of a ClientHello: supported_groups,
/// signature_algorithms (both RFC 8446 section 4.2), or supported_versions. The list is empty when the
/// extension is absent or damaged.
std::vector<std::uint16_t> offered_numbers(const TlsClientHello& hello, std::uint16_t extension);

/// `offered_versions` are those in the extension supported_versions (RFC 8446 section 4.2.1), otherwise the
/// one in the message.
std::vector<std::uint16_t> offered_versions(const TlsClientHello& hello);

/// `selected_version` is the version that the server chose: the one in the extension supported_versions if it
/// is there (RFC 8446 section 4.2.1), otherwise the one in the message.
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

/// `parse_tls_alert` fails unless it has two bytes and the first is a level: everything else is encrypted.
Result<TlsAlert> parse_tls_alert(ByteView payload);

}  // namespace tlscam
