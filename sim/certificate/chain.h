#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `ChainCheckKind` lists what the firmware examines when its peer shows a certificate.
enum class ChainCheckKind : std::uint8_t {
  readable,            ///< its mbedTLS knows everything in it
  name,                ///< leaf only: the name or address that the camera connects to
  key,                 ///< kind, curve and size of the certificate's key
  time,                ///< by the camera's own clock
  hash,                ///< hash function of the certificate's signature
  issuer,              ///< a certificate with the issuer's name is there
  authority,           ///< the issuer may sign certificates
  path_length,         ///< and may have this many certificates below it
  signature,           ///< and the issuer's key verifies the signature
  anchor,              ///< it is one of those loaded on the camera
  key_usage,           ///< leaf only
  extended_key_usage,  ///< leaf only
};

struct ChainCheck {
  ChainCheckKind kind;
  bool passed = false;
  std::string reason;  ///< one sentence, with this chain's values
  /// authority, path_length, signature: the check is about an issuer that was loaded, not one that was sent.
  bool about_anchor = false;
};

enum class ChainRole : std::uint8_t { leaf, intermediate, anchor };

/// `ChainStep` is one certificate on the way from the leaf to a trust anchor.
struct ChainStep {
  std::string subject;
  ChainRole role = ChainRole::leaf;
  std::optional<std::size_t> presented;  ///< its place in what the peer sent; empty if it was loaded
  std::vector<ChainCheck> checks;        ///< in the order in which mbedTLS makes the checks
  std::uint32_t flags = 0;               ///< MBEDTLS_X509_BADCERT_..., as mbedTLS set them

  bool passed() const;
};

/// `ChainQuestion` is what a camera with CERT_REQUIRED is shown, and what it knows itself.
struct ChainQuestion {
  std::vector<Bytes> presented;  ///< DER, in the order of the handshake, leaf first
  std::vector<Bytes> anchors;    ///< DER, as given to load_verify_locations()
  Instant clock{};               ///< the camera's own clock
  std::string name;              ///< server_hostname; empty if it is not checked, as on a server
  bool from_server = true;       ///< the camera is the client
};

struct ChainVerdict {
  std::vector<ChainStep> steps;  ///< leaf first
  bool accepted = false;
  std::uint32_t flags = 0;         ///< flags of all steps together
  std::string exception;           ///< the exception in the camera's script; empty if unknown or none
  std::string alert;               ///< alert that the camera sends: "unknown_ca (48)"; empty if none
  std::vector<std::string> notes;  ///< certificates that were left out, and why
};

/// `verify_chain` decides as the firmware does: with mbedTLS's own verification, the profile that MicroPython
/// leaves set, and the checks that a TLS 1.2 handshake adds. The verdict is mbedTLS's; the reasons are found
/// here. It fails when nothing was presented, or when the bytes are not a certificate.
Result<ChainVerdict> verify_chain(const ChainQuestion& question);

/// `to_text` gives the enumerator's own name.
std::string_view to_text(ChainCheckKind kind);
std::string_view to_text(ChainRole role);

}  // namespace tlscam
