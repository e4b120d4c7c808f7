#include "sim/capture/sent_frame.h"

#include "sim/capture/checksum_offload.h"
#include "sim/wire/link_frame.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kNoLinkType = 0xffff;

}  // namespace

std::uint16_t link_type_of(const std::vector<CaptureInterface>& interfaces, const CapturedFrame& frame) {
  return frame.interface < interfaces.size() ? interfaces[frame.interface].link_type : kNoLinkType;
}

std::optional<Bytes> sent_frame(std::uint16_t link_type, ByteView frame) {
  auto sent = as_ethernet(link_type, frame);
  if (sent) fill_offloaded_checksum(*sent);
  return sent;
}

}  // namespace tlscam
