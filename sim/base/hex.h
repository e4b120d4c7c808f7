#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"

namespace tlscam {

/// `to_hex` gives "0aff00": two lower-case digits per byte, nothing between them.
std::string to_hex(ByteView bytes);

/// `from_hex` reads what to_hex() gives, in either case; nothing for any other text.
std::optional<Bytes> from_hex(std::string_view text);

/// `hexdump` formats lines like `hexdump -C`: the offset, sixteen bytes with a gap in the middle, and the
/// same as ASCII with dots for unprintable bytes. Each line ends with a newline; no bytes give an empty text.
std::string hexdump(ByteView bytes);

}  // namespace tlscam
