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

/// What the firmware looks at when its peer shows a certificate.
enum class ChainCheckKind : std::uint8_t {
  readable,            ///< its mbedTLS knows what is in it
  name,                ///< of the leaf: the name or address that the camera connects to
  key,                 ///< kind, curve and size of its key
  time,                ///< by the camera's own clock
  hash,                ///< of its signature
  issuer,              ///< a certificate with the issuer's name is there
  authority,           ///< that one may sign certificates
  path_length,         ///< and so many below it
  signature,           ///< and its key verifies the signature
  anchor,              ///< it is one that was loaded on the camera
  key_usage,           ///< of the leaf
  extended_key_usage,  ///< of the leaf
};

struct ChainCheck {
  ChainCheckKind kind;
  bool passed = false;
  std::string reason;  ///< one sentence, with this chain's values
};

enum class ChainRole : std::uint8_t { leaf, intermediate, anchor };

/// One certificate on the way from the leaf to a trust anchor.
struct ChainStep {
  std::string subject;
  ChainRole role = ChainRole::leaf;
  std::optional<std::size_t> presented;  ///< its place in what the peer sent; nothing: it was loaded
  std::vector<ChainCheck> checks;        ///< in the order in which mbedTLS makes them
  std::uint32_t flags = 0;               ///< MBEDTLS_X509_BADCERT_..., as mbedTLS found them

  bool passed() const;
};

/// What a camera with CERT_REQUIRED is shown, and what it knows itself.
struct ChainQuestion {
  std::vector<Bytes> presented;  ///< DER, in the order of the handshake: the leaf first
  std::vector<Bytes> anchors;    ///< DER, as load_verify_locations() got them
  Instant clock{};               ///< the camera's own
  std::string name;              ///< server_hostname; empty: not asked, as a server does not ask
  bool from_server = true;       ///< the camera is the client
};

struct ChainVerdict {
  std::vector<ChainStep> steps;  ///< the leaf first
  bool accepted = false;
  std::uint32_t flags = 0;  ///< all of them
  std::string exception;    ///< what the camera's script sees, as Python prints it; empty: not known, or none
  std::string alert;        ///< that the camera sends: "unknown_ca (48)"; empty: none
  std::vector<std::string> notes;  ///< certificates that were left out, and why
};

/// Decides as the firmware does: with mbedTLS's own verification, the profile that MicroPython leaves set,
/// and the checks that a TLS 1.2 handshake adds. The verdict is mbedTLS's; the reasons are found here. Fails
/// when nothing was presented, or the bytes are no certificate.
Result<ChainVerdict> verify_chain(const ChainQuestion& question);

/// The enumerators' own names.
std::string_view to_text(ChainCheckKind kind);
std::string_view to_text(ChainRole role);

}  // namespace tlscam
