#pragma once
#include "sim/base/bytes.h"

namespace tlscam {

/// A computer that records what it sends itself sees frames before its network adapter fills in the checksum
/// of TCP or UDP: in its place stands the sum over the pseudo header alone (RFC 9293, 3.1), or nothing. Puts
/// the right one into such a frame. Every other frame stays as it is, so that one which was damaged on its
/// way is still refused.
void fill_offloaded_checksum(Bytes& frame);

}  // namespace tlscam
