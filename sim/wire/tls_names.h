#pragma once
#include <cstdint>
#include <string>

#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

namespace tlscam {

/// These are the names in the IANA registries "TLS Parameters". Values without a name appear as numbers.

std::string to_text(TlsContentType type);    ///< "handshake"
std::string to_text(TlsHandshakeType type);  ///< "ClientHello", as the RFCs write it in the text
std::string to_text(TlsAlertLevel level);    ///< "fatal"
std::string to_text(TlsAlert alert);         ///< "46 certificate_unknown"

std::string tls_version_name(std::uint16_t version);   ///< "TLS 1.2", "DTLS 1.2"
std::string tls_alert_name(std::uint8_t description);  ///< "certificate_unknown"

}  // namespace tlscam
