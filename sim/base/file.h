#pragma once

#include <filesystem>
#include <system_error>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// `read_file` returns the whole content of a file.
tl::expected<Bytes, std::error_code> read_file(const std::filesystem::path& path);

enum class WriteMode { replace, append };

/// `write_file` creates the file if it does not exist. After an error it may be partly written.
std::error_code write_file(const std::filesystem::path& path, ByteView bytes,
                           WriteMode mode = WriteMode::replace);

}  // namespace tlscam
