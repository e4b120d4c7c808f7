#pragma once

#include <filesystem>
#include <system_error>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// More than everything that the simulator reads as a whole, in bytes.
constexpr std::size_t kLargestRead = std::size_t{64} << 20;

/// `read_file` returns the whole content of a file, pipe or device; std::errc::file_too_large when there are
/// more than `most` bytes, of which a device may have endlessly many.
tl::expected<Bytes, std::error_code> read_file(const std::filesystem::path& path,
                                               std::size_t most = kLargestRead);

enum class WriteMode { replace, append };

/// `write_file` creates the file if it does not exist. After an error it may be partly written.
std::error_code write_file(const std::filesystem::path& path, ByteView bytes,
                           WriteMode mode = WriteMode::replace);

}  // namespace tlscam
