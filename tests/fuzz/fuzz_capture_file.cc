// This reads a capture file that may hold anything; a file that was read can be written and read again.
#include <cstdlib>

#include "sim/capture/capture_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = tlscam::read_capture(tlscam::ByteView(data, size));
  if (!file) return 0;
  const auto again = tlscam::read_capture(tlscam::write_pcapng(*file));
  if (!again || !again->damage.empty() || again->frames.size() != file->frames.size()) std::abort();
  return 0;
}
