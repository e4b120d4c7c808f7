#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/base/bytes.h"

namespace tlscam {

/// Builds bytes front to back. A length or checksum that is known only later is written as zero first and
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
  /// Writes `count` bytes of the same value.
  Writer& fill(std::size_t count, std::uint8_t value = 0);

  /// Overwrites two bytes that were already written. No effect when they were not.
  void patch_u16be(std::size_t position, std::uint16_t value);

  std::size_t size() const { return out_.size(); }
  /// What was written so far; valid until the next write.
  ByteView view() const { return out_; }
  /// Hands the bytes over; the writer is empty afterwards.
  Bytes take() { return std::exchange(out_, {}); }

 private:
  Bytes out_;
};

}  // namespace tlscam
