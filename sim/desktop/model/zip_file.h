#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"

namespace tlscam {

/// `read_zipped` gives the content of one file of a zip, by libzip; nothing when there is none with this
/// name, when it is damaged, or larger than `most` bytes.
std::optional<Bytes> read_zipped(ByteView zip, std::string_view name, std::size_t most);

/// Whether the bytes are a zip at all: with a directory that can be read.
bool is_zip(ByteView bytes);

struct ZippedFile {
  std::string name;  ///< a path relative to the zip
  ByteView content;  ///< borrowed
};
/// `write_zip` makes a zip of files, deflated; the same bytes for the same content. Empty when memory runs
/// out, or a name comes twice.
Bytes write_zip(const std::vector<ZippedFile>& files);
/// The same with one file.
Bytes write_zipped(std::string_view name, ByteView content);

}  // namespace tlscam
