#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "sim/base/cursor.h"

// Numbers of the two formats of capture files, for who reads and who writes them.

namespace tlscam {

// Block types, draft-ietf-opsawg-pcapng, section 4.
inline constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;  // the same in both byte orders
inline constexpr std::uint32_t kInterfaceDescription = 1;
inline constexpr std::uint32_t kObsoletePacket = 2;
inline constexpr std::uint32_t kSimplePacket = 3;
inline constexpr std::uint32_t kEnhancedPacket = 6;
inline constexpr std::uint32_t kDecryptionSecrets = 10;

inline constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
inline constexpr std::uint32_t kTlsKeyLog = 0x544c534b;  // "TLSK"

// Options, sections 3.5 and 4.2.
inline constexpr std::uint16_t kEndOfOptions = 0;
inline constexpr std::uint16_t kComment = 1;
inline constexpr std::uint16_t kInterfaceName = 2;
inline constexpr std::uint16_t kTimeResolution = 9;
inline constexpr std::uint16_t kTimeOffset = 14;

// draft-ietf-opsawg-pcap, section 4.
inline constexpr std::uint32_t kPcapMicroseconds = 0xa1b2c3d4;
inline constexpr std::uint32_t kPcapNanoseconds = 0xa1b23c4d;

/// Blocks and options end on a multiple of four bytes.
constexpr std::size_t padding(std::size_t size) {
  return (4 - size % 4) % 4;
}

/// A cursor in the byte order of the file.
class FileCursor {
 public:
  FileCursor(ByteView bytes, bool big_endian) : in_(bytes), big_endian_(big_endian) {}

  std::uint16_t u16() { return big_endian_ ? in_.u16be() : in_.u16le(); }
  std::uint32_t u32() { return big_endian_ ? in_.u32be() : in_.u32le(); }
  std::uint64_t u64() {
    const std::uint64_t first = u32();
    const std::uint64_t second = u32();
    return big_endian_ ? first << 32 | second : second << 32 | first;
  }
  ByteView take(std::size_t count) { return in_.take(count); }
  void skip(std::size_t count) { in_.skip(count); }
  void skip_padding(std::size_t size) { in_.skip(std::min(padding(size), in_.remaining())); }
  bool ok() const { return in_.ok(); }
  bool at_end() const { return in_.at_end(); }
  std::size_t remaining() const { return in_.remaining(); }

 private:
  Cursor in_;
  bool big_endian_;
};

}  // namespace tlscam
