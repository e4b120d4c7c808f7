#include "sim/base/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace tlscam {

ByteSource source_of(ByteView bytes) {
  return [bytes](std::span<std::uint8_t> space) mutable {
    const std::size_t size = std::min(space.size(), bytes.size());
    if (size > 0) std::memcpy(space.data(), bytes.data(), size);
    bytes = bytes.subspan(size);
    return size;
  };
}

tl::expected<ByteSource, std::error_code> open_file(const std::filesystem::path& path) {
  const std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "rb"), [](std::FILE* opened) {
    if (opened) std::fclose(opened);
  });
  if (!file) return tl::unexpected(std::error_code(errno, std::generic_category()));
  std::setvbuf(file.get(), nullptr, _IONBF, 0);  // callers read in large pieces
  return ByteSource([file](std::span<std::uint8_t> space) {
    return std::fread(space.data(), 1, space.size(), file.get());
  });
}

}  // namespace tlscam
