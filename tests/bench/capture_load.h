#pragma once
#include <cstddef>
#include <filesystem>

namespace tlscam {

/// `write_large_capture` writes a pcapng file of at least this size: the captures of a folder over and over,
/// each time as connections between other addresses, with their key logs. The same folder gives the same
/// bytes.
void write_large_capture(const std::filesystem::path& folder, std::size_t size,
                         const std::filesystem::path& file);

}  // namespace tlscam
