// This reads a capture file that may hold anything; a file that was read can be written and read again, and
// its frames are the same in any order.
#include <cstdlib>

#include "sim/capture/capture_file.h"
#include "sim/capture/indexed_capture.h"

namespace {

void read_backwards(tlscam::ByteView bytes, const tlscam::CaptureFile& file) {
  auto capture = tlscam::IndexedCapture::open(tlscam::file_of(tlscam::Bytes(bytes.begin(), bytes.end())));
  if (!capture) std::abort();
  while (capture->next()) continue;
  if (capture->size() != file.frames.size()) std::abort();
  for (std::uint64_t i = capture->size(); i > 0; --i) {
    const tlscam::CapturedFrame* const frame = capture->frame(i - 1);
    const tlscam::CapturedFrame& wanted = file.frames[i - 1];
    if (!frame || frame->bytes != wanted.bytes || frame->at != wanted.at ||
        frame->interface != wanted.interface)
      std::abort();
  }
  if (capture->file().key_log() != file.key_log ||
      capture->file().interfaces().size() != file.interfaces.size())
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = tlscam::read_capture(tlscam::ByteView(data, size));
  if (!file) return 0;
  read_backwards({data, size}, *file);
  const auto again = tlscam::read_capture(tlscam::write_pcapng(*file));
  if (!again || !again->damage.empty() || again->frames.size() != file->frames.size()) std::abort();
  return 0;
}
