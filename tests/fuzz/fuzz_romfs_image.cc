// This reads a ROMFS image that may hold anything.
#include <cstdlib>

#include "sim/deploy/romfs_image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto entries = tlscam::list_romfs(tlscam::ByteView(data, size));
  if (!entries) return 0;
  for (const auto& entry : *entries)
    if (entry.size > size) std::abort();
  return 0;
}
