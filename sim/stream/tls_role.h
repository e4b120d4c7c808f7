#pragma once
#include <optional>

#include "sim/base/bytes.h"
#include "sim/stream/flow.h"

namespace tlscam {

/// `sent_by_client` says which end sent the bytes, by the handshake message in the clear that they begin
/// with: records of TLS, or of DTLS. It has no value when they do not show it.
std::optional<bool> sent_by_client(ByteView records, bool datagram);

/// `is_client` is the same, and where the bytes do not show it an assumption: servers have the lower ports.
bool is_client(const FlowEnd& from, const FlowEnd& to, ByteView records, bool datagram);

}  // namespace tlscam
