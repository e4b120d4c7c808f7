#pragma once
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// RFC 4648 section 4, with padding.
std::string to_base64(ByteView bytes);

/// Strict: another character, a wrong length or bits that are not zero at the end are an error.
Result<Bytes> from_base64(std::string_view text);

}  // namespace tlscam
