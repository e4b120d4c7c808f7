#pragma once
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// "0aff00": two lower-case digits a byte, nothing between them.
std::string to_hex(ByteView bytes);

/// Lines as of `hexdump -C`: the offset, sixteen bytes with a gap in the middle, and the same as ASCII with a
/// dot for what is not printable. Each line ends with a newline; no bytes give an empty text.
std::string hexdump(ByteView bytes);

}  // namespace tlscam
