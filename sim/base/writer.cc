#include "sim/base/writer.h"

namespace tlscam {

Writer& Writer::u8(std::uint8_t value) {
  out_.push_back(value);
  return *this;
}

Writer& Writer::u16be(std::uint16_t value) {
  return u8(static_cast<std::uint8_t>(value >> 8)).u8(static_cast<std::uint8_t>(value));
}

Writer& Writer::u32be(std::uint32_t value) {
  return u16be(static_cast<std::uint16_t>(value >> 16)).u16be(static_cast<std::uint16_t>(value));
}

Writer& Writer::u64be(std::uint64_t value) {
  return u32be(static_cast<std::uint32_t>(value >> 32)).u32be(static_cast<std::uint32_t>(value));
}

Writer& Writer::u16le(std::uint16_t value) {
  return u8(static_cast<std::uint8_t>(value)).u8(static_cast<std::uint8_t>(value >> 8));
}

Writer& Writer::u32le(std::uint32_t value) {
  return u16le(static_cast<std::uint16_t>(value)).u16le(static_cast<std::uint16_t>(value >> 16));
}

Writer& Writer::bytes(ByteView bytes) {
  out_.insert(out_.end(), bytes.begin(), bytes.end());
  return *this;
}

Writer& Writer::fill(std::size_t count, std::uint8_t value) {
  out_.insert(out_.end(), count, value);
  return *this;
}

void Writer::patch_u16be(std::size_t position, std::uint16_t value) {
  if (out_.size() < 2 || position > out_.size() - 2) return;
  out_[position] = static_cast<std::uint8_t>(value >> 8);
  out_[position + 1] = static_cast<std::uint8_t>(value);
}

}  // namespace tlscam
