#pragma once

#include <filesystem>
#include <system_error>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// The whole content of a file.
tl::expected<Bytes, std::error_code> read_file(const std::filesystem::path& path);

enum class WriteMode { replace, append };

/// Makes the file if there is none. On an error it may have been written in part.
std::error_code write_file(const std::filesystem::path& path, ByteView bytes,
                           WriteMode mode = WriteMode::replace);

}  // namespace tlscam
