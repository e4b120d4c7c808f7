#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/dissect/dissected_packet.h"
#include "sim/dissect/dtls_parts.h"
#include "sim/dissect/tcp_stream.h"
#include "sim/dissect/tls_parts.h"
#include "sim/dissect/wire_fields.h"

namespace tlscam {

/// Makes the tree of each frame of a capture, and those of the TLS and DTLS messages that it completes. Knows
/// nothing but the frames: one that repeats what was said completes nothing. Memory is bounded: of very many
/// connections at a time, the ones that were silent for longest are forgotten.
class PacketDissector : private UpperLayer {
 public:
  /// `make_opener`: opens what is encrypted (see open_with()); without, it stays closed.
  explicit PacketDissector(MakeOpener make_opener = {}) : make_opener_(std::move(make_opener)) {}

  /// The next frame, in the order of the capture. Never fails: what is broken is so in the tree.
  /// `old`: one that nobody needs any more, for its memory.
  DissectedPacket dissect(ByteView frame, Instant at, DissectedPacket old = {});

 private:
  struct End {
    Ipv4Address address;
    std::uint16_t port = 0;
    auto operator<=>(const End&) const = default;
  };
  using Ends = std::pair<End, End>;  ///< the smaller first

  enum class Content : std::uint8_t { unknown, plain, tls };
  /// Where in the stream the new bytes of a frame lie.
  struct Source {
    StreamRange range;
    std::uint64_t frame;
  };
  struct Half {
    std::optional<TcpStream> stream;
    Content content = Content::unknown;
    Bytes unknown;  ///< the first bytes, until they show what they are
    TlsParts parts;
    std::deque<Source> sources;
  };
  struct Connection {
    End client;
    std::optional<std::uint32_t> first_sequence;  ///< of the client's SYN
    Half from_client;
    Half from_server;
    TlsKnown known;
    std::unique_ptr<RecordOpener> opener;
    std::uint64_t used = 0;  ///< the last frame that belonged to it
  };
  struct Flow {
    End client;
    DtlsParts from_client{};
    DtlsParts from_server{};
    TlsKnown known{.datagram = true};
    std::unique_ptr<RecordOpener> opener{};
    Bytes first_random{};  ///< of the ClientHello that began it
    std::uint64_t used = 0;
  };

  void tcp(FieldReader& in, const TcpSegment& segment) override;
  void udp(FieldReader& in, const UdpDatagram& datagram) override;
  Connection& connection_of(const TcpSegment& segment);
  void read_segment(Connection& connection, const TcpSegment& segment, bool from_client);
  void read_stream(Connection& connection, bool from_client);
  void read_dtls(FieldReader& in, const UdpDatagram& datagram);

  MakeOpener make_opener_;
  std::map<Ends, Connection> connections_;
  std::map<Ends, Flow> flows_;
  std::uint64_t number_ = 0;
  Instant at_{};
  std::vector<DissectedPart> parts_;  ///< of the frame that is being dissected
};

}  // namespace tlscam
