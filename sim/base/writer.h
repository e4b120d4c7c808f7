#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/base/bytes.h"

namespace tlscam {

/// `Writer` builds bytes front to back. A length or checksum that is known only later is written as zero and
/// patched: `const auto at = writer.size(); writer.u16be(0); ... writer.patch_u16be(at, length);`
class Writer {
 public:
  Writer& u8(std::uint8_t value);
  Writer& u16be(std::uint16_t value);
  Writer& u32be(std::uint32_t value);
  Writer& u64be(std::uint64_t value);
  Writer& u16le(std::uint16_t value);
  Writer& u32le(std::uint32_t value);
  Writer& bytes(ByteView bytes);
  /// `fill` writes `count` bytes of the same value.
  Writer& fill(std::size_t count, std::uint8_t value = 0);

  /// `patch_u16be` overwrites two bytes that were already written. It does nothing when they were not.
  void patch_u16be(std::size_t position, std::uint16_t value);

  std::size_t size() const { return out_.size(); }
  /// `view` returns what has been written so far; it is valid until the next write.
  ByteView view() const { return out_; }
  /// `take` hands over the bytes; the writer is empty afterwards.
  Bytes take() { return std::exchange(out_, {}); }

 private:
  Bytes out_;
};

}  // namespace tlscam
