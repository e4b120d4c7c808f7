#pragma once
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// `to_base64` encodes bytes as RFC 4648 section 4 says, with padding.
std::string to_base64(ByteView bytes);

/// `from_base64` is strict: it rejects other characters, a wrong length and nonzero unused bits at the end.
Result<Bytes> from_base64(std::string_view text);

/// The same with the alphabet of RFC 4648 section 5, which is safe in URLs, and without padding.
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

}  // namespace tlscam
