#include "sim/base/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

namespace tlscam {

ByteSource source_of(ByteView bytes) {
  return [bytes](std::span<std::uint8_t> space) mutable {
    const std::size_t size = std::min(space.size(), bytes.size());
    if (size > 0) std::memcpy(space.data(), bytes.data(), size);
    bytes = bytes.subspan(size);
    return size;
  };
}

ByteSource first_of(ByteSource source, std::uint64_t size) {
  return [source = std::move(source), left = size](std::span<std::uint8_t> space) mutable {
    const std::size_t given =
        source(space.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, space.size()))));
    left -= given;
    return given;
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
