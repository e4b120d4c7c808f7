#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "sim/deploy/remote_files.h"

namespace tlscam {

/// `RomfsPartition` is a part of a board's flash that holds an image for /rom (MicroPython documentation,
/// module vfs, "ROM filesystem"). rom_ioctl(2) gives it as plain memory, or as an object with the block
/// protocol (OpenMV RT1062).
struct RomfsPartition {
  int number = 0;
  bool has_blocks = false;
  std::int64_t block_count = 0;
  std::int64_t block_size = 1;
  std::int64_t size = 0;  ///< in bytes
};

/// `RomfsAccess` reads and writes the partitions of a board over its REPL, as mpremote does. The files'
/// REPL is borrowed and must have been entered; nothing from the board is trusted.
class RomfsAccess {
 public:
  /// Told the offset at which it writes or reads next.
  using Progress = std::function<void(std::int64_t offset, std::int64_t total)>;

  explicit RomfsAccess(RemoteFiles& files) : files_(files) {}

  /// Whether the firmware has ROMFS.
  Task<RemoteResult<bool>> is_enabled();
  /// The number of partitions, at most 16.
  Task<RemoteResult<int>> count();
  /// Opens a partition as `dev` on the board: read(), image() and write() are about the one opened last.
  /// Nothing when there is no such partition.
  Task<RemoteResult<std::optional<RomfsPartition>>> open(int number);

  /// Reads from the partition; not beyond its end.
  Task<RemoteResult<Bytes>> read(RomfsPartition partition, std::int64_t offset, std::int64_t size);
  /// Reads the image that lies in the partition; empty when none does.
  Task<RemoteResult<Bytes>> image(RomfsPartition partition, Progress progress);
  /// Takes /rom away and writes an image, which must fit. The board mounts it at its next start.
  Task<RemoteResult<void>> write(RomfsPartition partition, Bytes image, Progress progress);

 private:
  RemoteFiles& files_;
};

/// `romfs_size` tells from an image's first bytes how large it is with its header; nothing when they are not
/// the beginning of an image.
std::optional<std::uint64_t> romfs_size(ByteView head);

}  // namespace tlscam
