#include <algorithm>

#include "sim/machine/shared_memory.h"

namespace tlscam {

Result<std::unique_ptr<SharedMemory>> SharedMemory::create(std::size_t size) {
  auto* memory = new std::uint8_t[size];
  std::fill_n(memory, size, std::uint8_t{0xff});
  return std::unique_ptr<SharedMemory>(new SharedMemory(-1, {memory, size}, false));
}

Result<std::unique_ptr<SharedMemory>> SharedMemory::open(const std::string& path, std::size_t) {
  return fail("{}: a page has no files to keep a camera's flash in; leave the file out", path);
}

SharedMemory::~SharedMemory() {
  delete[] bytes_.data();
}

}  // namespace tlscam
