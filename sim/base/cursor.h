#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/base/bytes.h"

namespace tlscam {

/// `Cursor` reads bytes from outside, front to back. A read past the end fails and returns zero or an empty
/// view, and every read after it fails too: a parser reads a whole header and asks ok() once. The cursor
/// borrows the bytes.
class Cursor {
 public:
  explicit Cursor(ByteView bytes) : bytes_(bytes) {}

  /// `ok` is false once a read has gone past the end.
  bool ok() const { return ok_; }
  std::size_t position() const { return position_; }
  /// `remaining` counts the bytes not read yet; it is 0 after a failure.
  std::size_t remaining() const { return ok_ ? bytes_.size() - position_ : 0; }
  bool at_end() const { return remaining() == 0; }

  std::uint8_t u8() { return static_cast<std::uint8_t>(big_endian(1)); }
  std::uint16_t u16be() { return static_cast<std::uint16_t>(big_endian(2)); }
  std::uint32_t u32be() { return static_cast<std::uint32_t>(big_endian(4)); }
  std::uint64_t u64be() { return big_endian(8); }
  std::uint16_t u16le() { return static_cast<std::uint16_t>(little_endian(2)); }
  std::uint32_t u32le() { return static_cast<std::uint32_t>(little_endian(4)); }

  /// `take` returns the next `count` bytes, as a view into the bytes given at the start.
  ByteView take(std::size_t count);
  void skip(std::size_t count) { take(count); }
  /// `rest` returns all bytes not read yet.
  ByteView rest() { return take(remaining()); }

 private:
  std::uint64_t big_endian(std::size_t size);
  std::uint64_t little_endian(std::size_t size);

  ByteView bytes_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

}  // namespace tlscam
