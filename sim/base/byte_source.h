#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <system_error>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// The next bytes of something that is read from front to back: fills the space, or the begin of it, and
/// returns how many it gave; 0 at the end, or when reading fails.
using ByteSource = std::function<std::size_t(std::span<std::uint8_t> space)>;

/// These bytes, which must outlive the source.
ByteSource source_of(ByteView bytes);

/// A file, which stays open as long as the source lives.
tl::expected<ByteSource, std::error_code> open_file(const std::filesystem::path& path);

}  // namespace tlscam
