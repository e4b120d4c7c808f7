#include "sim/wire/tls_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace tlscam {
namespace {

struct Name {
  std::uint16_t value;
  std::string_view text;
};

constexpr Name kContentTypes[] = {{20, "change_cipher_spec"},
                                  {21, "alert"},
                                  {22, "handshake"},
                                  {23, "application_data"},
                                  {24, "heartbeat"}};

constexpr Name kHandshakeTypes[] = {
    {0, "HelloRequest"},           {1, "ClientHello"},       {2, "ServerHello"},
    {3, "HelloVerifyRequest"},     {4, "NewSessionTicket"},  {5, "EndOfEarlyData"},
    {8, "EncryptedExtensions"},    {11, "Certificate"},      {12, "ServerKeyExchange"},
    {13, "CertificateRequest"},    {14, "ServerHelloDone"},  {15, "CertificateVerify"},
    {16, "ClientKeyExchange"},     {20, "Finished"},         {21, "CertificateURL"},
    {22, "CertificateStatus"},     {23, "SupplementalData"}, {24, "KeyUpdate"},
    {25, "CompressedCertificate"},
};

constexpr Name kVersions[] = {
    {kSsl30, "SSL 3.0"},   {kTls10, "TLS 1.0"},   {kTls11, "TLS 1.1"},
    {kTls12, "TLS 1.2"},   {kTls13, "TLS 1.3"},   {kDtls10, "DTLS 1.0"},
    {kDtls12, "DTLS 1.2"}, {kDtls13, "DTLS 1.3"}, {kDtlsOld, "DTLS before RFC 4347"}};

/// RFC 5246 section 7.2, RFC 8446 section 6, RFC 6066, RFC 7301, RFC 7507, RFC 4279.
constexpr Name kAlerts[] = {
    {0, "close_notify"},
    {10, "unexpected_message"},
    {20, "bad_record_mac"},
    {21, "decryption_failed"},
    {22, "record_overflow"},
    {30, "decompression_failure"},
    {40, "handshake_failure"},
    {41, "no_certificate"},
    {42, "bad_certificate"},
    {43, "unsupported_certificate"},
    {44, "certificate_revoked"},
    {45, "certificate_expired"},
    {46, "certificate_unknown"},
    {47, "illegal_parameter"},
    {48, "unknown_ca"},
    {49, "access_denied"},
    {50, "decode_error"},
    {51, "decrypt_error"},
    {60, "export_restriction"},
    {70, "protocol_version"},
    {71, "insufficient_security"},
    {80, "internal_error"},
    {86, "inappropriate_fallback"},
    {90, "user_canceled"},
    {100, "no_renegotiation"},
    {109, "missing_extension"},
    {110, "unsupported_extension"},
    {111, "certificate_unobtainable"},
    {112, "unrecognized_name"},
    {113, "bad_certificate_status_response"},
    {114, "bad_certificate_hash_value"},
    {115, "unknown_psk_identity"},
    {116, "certificate_required"},
    {120, "no_application_protocol"},
};

std::string name_of(std::span<const Name> names, std::uint16_t value, std::string_view what) {
  const auto found = std::ranges::find(names, value, &Name::value);
  return found == names.end() ? fmt::format("{} {}", what, value) : std::string(found->text);
}

}  // namespace

std::string to_text(TlsContentType type) {
  return name_of(kContentTypes, static_cast<std::uint16_t>(type), "content type");
}

std::string to_text(TlsHandshakeType type) {
  return name_of(kHandshakeTypes, static_cast<std::uint16_t>(type), "handshake message");
}

std::string to_text(TlsAlertLevel level) {
  return level == TlsAlertLevel::warning ? "warning" : "fatal";
}

std::string to_text(TlsAlert alert) {
  return fmt::format("{} {}", alert.description, tls_alert_name(alert.description));
}

std::string tls_version_name(std::uint16_t version) {
  const auto found = std::ranges::find(kVersions, version, &Name::value);
  return found == std::end(kVersions) ? fmt::format("version 0x{:04x}", version) : std::string(found->text);
}

std::string tls_alert_name(std::uint8_t description) {
  return name_of(kAlerts, description, "alert");
}

}  // namespace tlscam
