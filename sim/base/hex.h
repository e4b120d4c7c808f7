#pragma once
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// `to_hex` gives "0aff00": two lower-case digits per byte, nothing between them.
std::string to_hex(ByteView bytes);

/// `hexdump` formats lines like `hexdump -C`: the offset, sixteen bytes with a gap in the middle, and the
/// same as ASCII with dots for unprintable bytes. Each line ends with a newline; no bytes give an empty text.
std::string hexdump(ByteView bytes);

}  // namespace tlscam
