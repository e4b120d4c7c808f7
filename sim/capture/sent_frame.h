#pragma once
#include <optional>
#include <vector>

#include "sim/capture/capture_file.h"

namespace tlscam {

std::uint16_t link_type_of(const std::vector<CaptureInterface>& interfaces, const CapturedFrame& frame);

/// `sent_frame` is what went over the wire, for whoever follows connections: a frame of Ethernet without
/// tags, whatever the link type (see as_ethernet()), with the checksum that a network adapter fills in later
/// (see fill_offloaded_checksum()). It has no value for a frame that carries nothing of the kind.
std::optional<Bytes> sent_frame(std::uint16_t link_type, ByteView frame);

}  // namespace tlscam
