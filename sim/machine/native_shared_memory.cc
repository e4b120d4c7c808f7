#include "sim/machine/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/base/native_descriptor.h"

namespace tlscam {

Result<std::unique_ptr<SharedMemory>> SharedMemory::map(int descriptor, std::size_t size, bool existed) {
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) {
    ::close(descriptor);
    return fail("cannot map {} bytes of camera flash: {}", size, std::strerror(errno));
  }
  auto result = std::unique_ptr<SharedMemory>(
      new SharedMemory(descriptor, {static_cast<std::uint8_t*>(memory), size}, existed));
  if (!existed) std::ranges::fill(result->bytes(), std::uint8_t{0xff});
  return result;
}

Result<std::unique_ptr<SharedMemory>> SharedMemory::create(std::size_t size) {
  Descriptor memory(memfd_create("camera flash", MFD_CLOEXEC));
  if (!memory.is_open() || ftruncate(memory.number(), static_cast<off_t>(size)) != 0)
    return fail("cannot make {} bytes of camera flash: {}", size, std::strerror(errno));
  return map(memory.release(), size, false);
}

Result<std::unique_ptr<SharedMemory>> SharedMemory::open(const std::string& path, std::size_t size) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!file.is_open()) return fail("{}: {}; name a folder that can be written", path, std::strerror(errno));
  struct stat info {};
  if (fstat(file.number(), &info) == 0 && info.st_size == static_cast<off_t>(size))
    return map(file.release(), size, true);
  if (info.st_size != 0)
    return fail(
        "{} has {} bytes, and this camera's flash has {}; it belongs to another camera model: move it away",
        path, static_cast<long>(info.st_size), size);
  if (ftruncate(file.number(), static_cast<off_t>(size)) != 0)
    return fail("{}: {}", path, std::strerror(errno));
  return map(file.release(), size, false);
}

SharedMemory::~SharedMemory() {
  munmap(bytes_.data(), bytes_.size());
  ::close(descriptor_);
}

}  // namespace tlscam
