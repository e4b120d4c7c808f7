#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "sim/base/bytes.h"

// How secrets become keys.

namespace tlscam {

enum class TlsHash : std::uint8_t { sha1, sha256, sha384 };

/// Bytes of a digest.
std::size_t hash_size(TlsHash hash);

/// HMAC (RFC 2104) over the parts, one after another.
Bytes hmac(TlsHash hash, ByteView key, std::initializer_list<ByteView> parts);

/// The PRF of TLS 1.2 (RFC 5246 section 5).
Bytes tls12_prf(TlsHash hash, ByteView secret, std::string_view label, ByteView seed, std::size_t size);

/// HKDF-Expand-Label of TLS 1.3 (RFC 8446 section 7.1), without the "tls13 " of the label. At most one digest
/// long, as all keys are.
Bytes hkdf_expand_label(TlsHash hash, ByteView secret, std::string_view label, ByteView context,
                        std::size_t size);

}  // namespace tlscam
