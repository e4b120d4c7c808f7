#pragma once
#include <string>
#include <string_view>

namespace tlscam {

/// `CameraLoads` is what the camera's firmware does with a file that is given to load_cert_chain() or
/// load_verify_locations(). Its mbedTLS reads only DER (firmware/config/camera_mbedtls_config.h).
enum class CameraLoads {
  as_certificate,  ///< a server's or client's own, or a trust anchor
  as_key,
  refused_by_peers,  ///< loads, but peers refuse it in the handshake: a weak key or signature
  only_first,        ///< loads without an error, but only the first certificate counts
  not_pem,           ///< PEM: it must become DER first
  not_encrypted,     ///< a key encrypted with a pass phrase
  not_known,         ///< a kind of key, signature or extension that the firmware does not know
  not_trailing,      ///< bytes after the end, where the firmware accepts none
  not_needed,        ///< a request or a public key: the camera has no use for it
  not_readable,      ///< neither a certificate nor a key, or broken
};

struct CameraVerdict {
  CameraLoads loads = CameraLoads::not_readable;
  std::string reason;  ///< one sentence for people; it also says what the file can be used as
  std::string
      command;  ///< the openssl command that makes a file which loads; empty if none does or none is needed

  /// `good` is true if the file loads and is then used as the learner expects.
  bool good() const { return loads == CameraLoads::as_certificate || loads == CameraLoads::as_key; }
};

/// `to_text` gives the enumerator's own name.
std::string_view to_text(CameraLoads loads);

}  // namespace tlscam
