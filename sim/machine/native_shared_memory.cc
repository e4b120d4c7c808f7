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
  // A drive may hold keys, and a stranger's folder a link to somebody else's file.
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
  if (!file.is_open() && errno == ELOOP) return fail("{} is a link; a camera's flash has to be a file", path);
  if (!file.is_open()) return fail("{}: {}; name a folder that can be written", path, std::strerror(errno));
  struct stat info {};
  if (fstat(file.number(), &info) != 0 || !S_ISREG(info.st_mode))
    return fail("{} is not a file; a camera's flash has to be one", path);
  if (info.st_size == static_cast<off_t>(size)) return map(file.release(), size, true);
  if (info.st_size != 0)
    return fail(
        "{} has {} bytes, and this camera's flash has {}; it belongs to another camera model: move it away",
        path, static_cast<long>(info.st_size), size);
  // Without room on the disk a write to the mapped file would end the program.
  if (const int error = posix_fallocate(file.number(), 0, static_cast<off_t>(size)); error != 0)
    return fail("{}: {} bytes for a camera's flash: {}", path, size, std::strerror(error));
  return map(file.release(), size, false);
}

SharedMemory::~SharedMemory() {
  munmap(bytes_.data(), bytes_.size());
  ::close(descriptor_);
}

}  // namespace tlscam
