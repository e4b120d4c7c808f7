#pragma once
#include <cstddef>
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// `DerKind` is what DER looks like from its outermost elements, before anything tries to read it in full.
enum class DerKind {
  none,            ///< not DER, or truncated
  certificate,     ///< RFC 5280 section 4.1
  request,         ///< RFC 2986 section 4
  pkcs1_key,       ///< RSAPrivateKey, RFC 8017 appendix A.1.2
  sec1_key,        ///< ECPrivateKey, RFC 5915 section 3
  pkcs8_key,       ///< RFC 5958 section 2
  encrypted_key,   ///< EncryptedPrivateKeyInfo, RFC 5958 section 3
  public_key,      ///< SubjectPublicKeyInfo, RFC 5280 section 4.1
  rsa_public_key,  ///< RSAPublicKey, RFC 8017 appendix A.1.1
  pkcs12,          ///< RFC 7292 section 4
  pkcs7,           ///< RFC 2315 section 7
  other,           ///< a SEQUENCE of something else
};

struct DerShape {
  DerKind kind = DerKind::none;
  std::size_t size = 0;       ///< size of the outermost element with its header
  std::string key_algorithm;  ///< algorithm of a key, certificate or request, as numbers: "1.3.101.112";
                              ///< empty if not stated
  std::string
      signature_algorithm;  ///< the algorithm of a certificate's signature, as numbers; empty if not stated
  bool explicit_curve = false;  ///< its curve is spelled out instead of named (RFC 3279 section 2.3.5)
};

DerShape look_at_der(ByteView bytes);

}  // namespace tlscam
