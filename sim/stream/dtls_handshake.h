#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {

/// `in_one_piece` writes a message of DTLS as if it had been sent as a single fragment (RFC 6347 section
/// 4.2.6).
Bytes in_one_piece(TlsHandshakeType type, std::uint16_t sequence, ByteView body);

/// `random_of_first_hello` reads the random of a ClientHello that begins a handshake (message_seq 0). It is
/// empty for every other datagram.
Bytes random_of_first_hello(ByteView datagram);

}  // namespace tlscam
