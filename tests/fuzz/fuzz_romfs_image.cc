// This reads a ROMFS image that may hold anything.
#include <cstdlib>

#include "sim/deploy/romfs_image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto entries = tlscam::list_romfs(tlscam::ByteView(data, size));
  if (!entries) return 0;
  for (const auto& entry : *entries)
    if (entry.contents.size() > size) std::abort();
  if (const auto files = tlscam::files_of_romfs(tlscam::ByteView(data, size))) {
    const auto again = tlscam::build_romfs(*files);
    if (!again || *tlscam::files_of_romfs(*again) != *files) std::abort();
  }
  return 0;
}
