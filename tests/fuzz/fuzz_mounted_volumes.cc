// This reads a table of mounted volumes that may hold anything.
#include <cstdlib>

#include "sim/base/bytes.h"
#include "sim/deploy/mounted_volumes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto volumes = tlscam::parse_mounts(tlscam::as_text(tlscam::ByteView(data, size)));
  for (const auto& volume : volumes)
    if (volume.folder.empty() || volume.folder.size() > size) std::abort();
  return 0;
}
