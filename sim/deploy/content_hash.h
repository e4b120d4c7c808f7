#pragma once
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// The SHA-256 of a file's content in 64 hexadecimal digits, as the board computes it too.
std::string content_hash(ByteView content);

}  // namespace tlscam
