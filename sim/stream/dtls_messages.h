#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {

/// `in_one_piece` writes a message of DTLS as if it had been sent as a single fragment (RFC 6347
/// section 4.2.6).
Bytes in_one_piece(TlsHandshakeType type, std::uint16_t sequence, ByteView body);

/// `random_of_first_hello` reads the random of a ClientHello that begins a handshake (message_seq 0). It is
/// empty for every other datagram.
Bytes random_of_first_hello(ByteView datagram);

/// `begins_with_client_hello` is true for a datagram with a ClientHello, or a part of one, in the clear. A
/// connection whose first datagram is another one began before the capture did.
bool begins_with_client_hello(ByteView datagram);

/// `DtlsMessageAssembler` puts the handshake messages of one direction together out of their fragments,
/// whatever order, overlaps and repetitions these come in (RFC 6347 section 4.2.3). Memory is bounded: of
/// very many messages that are not complete, the first ones are forgotten.
class DtlsMessageAssembler {
 public:
  struct Message {
    Bytes bytes{};  ///< in one piece, with its header
    std::vector<std::uint64_t>
        sources{};  ///< where its fragments came from that brought something new, each once

    ByteView body() const { return ByteView(bytes).subspan(kDtlsHandshakeHeaderSize); }
  };

  /// `add` takes the next fragment. It returns the message that is complete with it: one that is repeated is
  /// not. The caller does not give it fragments that are whole messages. `source` says where the fragment
  /// came from, for example the number of its frame.
  std::optional<Message> add(const DtlsHandshakeFragment& fragment, std::uint64_t source);

 private:
  struct Assembly {
    TlsHandshakeType type{};
    Bytes body{};
    std::vector<bool> have{};
    std::size_t missing = 0;
    std::vector<std::uint64_t> sources{};
  };
  std::map<std::uint16_t, Assembly> assemblies_;  ///< by message_seq
};

}  // namespace tlscam
