#pragma once
#include <optional>

#include "sim/base/bytes.h"
#include "sim/wire/udp.h"

namespace tlscam {

/// The UDP datagram of a frame, if the frame carries a whole one over IPv4.
std::optional<UdpDatagram> datagram_in(ByteView bytes);

/// The frame that answers the datagram of a frame: all addresses and ports change places, so that it looks as
/// if the one who was asked had sent it. The frame must carry a datagram.
Bytes forge_answer(ByteView bytes, ByteView payload);

}  // namespace tlscam
