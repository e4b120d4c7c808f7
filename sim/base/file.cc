#include "sim/base/file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

// This file uses C's streams, because those of C++ would pull all of its locale code into the page.

namespace tlscam {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

}  // namespace

tl::expected<Bytes, std::error_code> read_file(const std::filesystem::path& path, std::size_t most) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return tl::unexpected(last_error());
  Bytes bytes;
  std::array<std::uint8_t, 16384> part;
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), file.get())) {
    if (size > most - bytes.size()) return tl::unexpected(std::make_error_code(std::errc::file_too_large));
    bytes.insert(bytes.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(size));
  }
  if (std::ferror(file.get()) != 0) return tl::unexpected(last_error());
  return bytes;
}

std::error_code write_file(const std::filesystem::path& path, ByteView bytes, WriteMode mode) {
  File file(std::fopen(path.c_str(), mode == WriteMode::append ? "ab" : "wb"));
  if (!file) return last_error();
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) return last_error();
  // A full disk may show only here.
  if (std::fclose(file.release()) != 0) return last_error();
  return {};
}

}  // namespace tlscam
