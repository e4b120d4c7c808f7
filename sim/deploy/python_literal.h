#pragma once
#include <string>
#include <string_view>

#include "sim/base/bytes.h"

namespace tlscam {

/// The text as a Python string literal, like repr(): whatever the text holds, it is one string to Python. For
/// file names in code that is sent to a camera.
std::string python_string(std::string_view text);

/// The bytes as a Python bytes literal, like repr(). All of it is printable ASCII.
std::string python_bytes(ByteView bytes);

}  // namespace tlscam
