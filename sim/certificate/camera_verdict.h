#pragma once
#include <string>
#include <string_view>

namespace tlscam {

/// What the camera's firmware does with a file that is given to load_cert_chain() or load_verify_locations().
/// Its mbedTLS reads DER only (firmware/config/camera_mbedtls_config.h).
enum class CameraLoads {
  as_certificate,  ///< a server's or client's own, or a trust anchor
  as_key,
  but_refused,    ///< loads, but peers refuse it in the handshake: a weak key or signature
  only_first,     ///< loads without a word, but only the first certificate counts
  not_pem,        ///< PEM: it must become DER first
  not_encrypted,  ///< a key behind a pass phrase
  not_known,      ///< a kind of key, signature or extension that the firmware does not know
  not_trailing,   ///< bytes behind the end, where the firmware wants none
  not_needed,     ///< a request or a public key: the camera has no use for it
  not_readable,   ///< neither a certificate nor a key, or broken
};

struct CameraVerdict {
  CameraLoads loads = CameraLoads::not_readable;
  std::string reason;  ///< one sentence for people; also says what it can be used as
  std::string
      command;  ///< the openssl command that makes a file which loads; empty: none does, or none is needed

  /// Loads, and is then used as the learner expects.
  bool good() const { return loads == CameraLoads::as_certificate || loads == CameraLoads::as_key; }
};

/// The enumerator's own name.
std::string_view to_text(CameraLoads loads);

}  // namespace tlscam
