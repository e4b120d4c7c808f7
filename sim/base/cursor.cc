#include "sim/base/cursor.h"

namespace tlscam {

ByteView Cursor::take(std::size_t count) {
  // The comparison uses what is left, so that a huge count cannot wrap around.
  if (!ok_ || count > bytes_.size() - position_) {
    ok_ = false;
    return {};
  }
  const ByteView taken = bytes_.subspan(position_, count);
  position_ += count;
  return taken;
}

std::uint64_t Cursor::big_endian(std::size_t size) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : take(size)) value = value << 8 | byte;
  return value;
}

std::uint64_t Cursor::little_endian(std::size_t size) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const std::uint8_t byte : take(size)) {
    value |= static_cast<std::uint64_t>(byte) << shift;
    shift += 8;
  }
  return value;
}

}  // namespace tlscam
