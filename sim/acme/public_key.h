#pragma once
#include "sim/base/bytes.h"

struct mbedtls_pk_context;

namespace tlscam {

/// A key's SubjectPublicKeyInfo as DER (RFC 5280 section 4.1.2.7); empty for a kind that mbedTLS cannot
/// write.
Bytes public_key_der(const mbedtls_pk_context& key);

}  // namespace tlscam
