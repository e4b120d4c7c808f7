#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sim/base/result.h"

namespace tlscam {

/// A camera's flash: bytes that the camera's machine and the world both see. Kept in a file, or nameless and
/// gone at the end. In WebAssembly there is only the latter, in the world's own memory.
class SharedMemory {
 public:
  /// Nameless, filled with 0xff as erased flash is.
  static Result<std::unique_ptr<SharedMemory>> create(std::size_t size);
  /// In the file, which is made if it is missing; another size than `size` is an error.
  static Result<std::unique_ptr<SharedMemory>> open(const std::string& path, std::size_t size);

  ~SharedMemory();
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  std::span<std::uint8_t> bytes() { return bytes_; }
  /// Returns that of the file or the nameless memory; -1 in WebAssembly.
  int descriptor() const { return descriptor_; }
  /// Whether open() found the file already there.
  bool existed() const { return existed_; }

 private:
  SharedMemory(int descriptor, std::span<std::uint8_t> bytes, bool existed)
      : descriptor_(descriptor), bytes_(bytes), existed_(existed) {}
  // Natively: from here on the memory owns the descriptor.
  static Result<std::unique_ptr<SharedMemory>> map(int descriptor, std::size_t size, bool existed);

  int descriptor_;
  std::span<std::uint8_t> bytes_;
  bool existed_;
};

}  // namespace tlscam
