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

/// A `ByteSource` delivers the next bytes of something that is read from front to back. It fills the space or
/// the beginning of it and returns how many bytes it wrote: 0 at the end, or when reading fails.
using ByteSource = std::function<std::size_t(std::span<std::uint8_t> space)>;

/// `source_of` reads these bytes, which must outlive the source.
ByteSource source_of(ByteView bytes);

/// `first_of` delivers no more than the first `size` bytes of a source.
ByteSource first_of(ByteSource source, std::uint64_t size);

/// `open_file` reads a file, which stays open as long as the source lives.
tl::expected<ByteSource, std::error_code> open_file(const std::filesystem::path& path);

}  // namespace tlscam
