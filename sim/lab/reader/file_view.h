#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/lab/protocol/file_view.h"

namespace tlscam {

/// What a file is, and what a camera does with it, for people. `name` is said in commands and messages.
FileView view_file(ByteView bytes, std::string_view name);

/// Whether a private key and a certificate, in two files, belong together; nothing when the files are not one
/// of each.
std::optional<bool> belong_together(ByteView one, ByteView other);

}  // namespace tlscam
