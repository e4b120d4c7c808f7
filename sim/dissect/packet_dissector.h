#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tls/dtls_parts.h"
#include "sim/dissect/tls/tls_parts.h"
#include "sim/dissect/tree/dissected_packet.h"
#include "sim/stream/flow.h"
#include "sim/stream/tcp_stream.h"
#include "sim/stream/tls_preface.h"
#include "sim/stream/tls_search.h"
#include "sim/wire/link_frame.h"

namespace tlscam {

/// Makes the tree of each frame of a capture, and those of the TLS and DTLS messages that it completes. Knows
/// nothing but the frames: one that repeats what was said completes nothing. Memory is bounded: of very many
/// connections at a time, the ones that were silent for longest are forgotten.
class PacketDissector : private UpperLayer {
 public:
  /// `make_opener`: opens what is encrypted (see open_with()); without, it stays closed.
  explicit PacketDissector(MakeOpener make_opener = {}) : make_opener_(std::move(make_opener)) {}

  /// The next frame, in the order of the capture. Never fails: what is broken is so in the tree.
  /// `old`: one that nobody needs any more, for its memory. `link_type`: as in sim/wire/link_frame.h.
  DissectedPacket dissect(ByteView frame, Instant at, DissectedPacket old = {},
                          std::uint16_t link_type = kLinkEthernet);

 private:
  /// Where in the stream the new bytes of a frame lie.
  struct Source {
    StreamRange range;
    std::uint64_t frame;
  };
  struct Half {
    std::optional<TcpStream> stream;
    TlsSearch search;
    TlsParts parts;
    std::deque<Source> sources;
    std::deque<Source> seen;         ///< sent lately, and in which frame first
    std::uint64_t next = 0;          ///< where the next segment should begin; the FIN counts as a byte
    std::uint64_t acknowledged = 0;  ///< by the other end
  };
  struct Connection {
    FlowEnd client;
    std::optional<std::uint32_t> first_sequence;  ///< the one of the client's SYN
    Half from_client;
    Half from_server;
    TlsKnown known;
    TlsPreface preface;
    std::unique_ptr<RecordOpener> opener;
    std::uint64_t used = 0;  ///< the last frame that belonged to it
  };
  /// The records and the parts of handshake messages that one end has sent, and in which frame first.
  struct SeenDatagrams {
    std::map<std::uint64_t, std::uint64_t> records;                              ///< by epoch and number
    std::map<std::pair<std::uint16_t, std::uint32_t>, std::uint64_t> fragments;  ///< by message and offset
  };
  struct DtlsConnection {
    FlowEnd client;
    DtlsParts from_client{};
    DtlsParts from_server{};
    TlsKnown known{.datagram = true};
    std::unique_ptr<RecordOpener> opener{};
    Bytes first_random{};  ///< the one of the ClientHello that began it
    SeenDatagrams seen_from_client{};
    SeenDatagrams seen_from_server{};
    std::uint64_t used = 0;
  };

  /// A packet of IP in fragments.
  struct Assembly {
    Bytes bytes{};
    std::vector<bool> have{};  ///< which bytes are there
    std::optional<std::size_t> size{};
    std::vector<std::uint64_t> frames{};
    std::uint64_t used = 0;
  };
  using AssemblyKey = std::tuple<IpAddress, IpAddress, std::uint8_t, std::uint32_t>;

  void tcp(FieldReader& in, const CarriedSegment& segment) override;
  void udp(FieldReader& in, const CarriedSegment& datagram) override;
  void fragment(FieldReader& in, const IpFragment& fragment) override;
  Connection& connection_of(const CarriedSegment& segment);
  static std::string repetition_text(const Half& mine, StreamRange range, std::uint64_t expected,
                                     ByteView payload);
  void note_order(FieldReader& in, Half& mine, const CarriedSegment& segment);
  void read_segment(FieldReader& in, Connection& connection, const CarriedSegment& segment, bool from_client);
  void read_stream(FieldReader& in, Connection& connection, bool from_client);
  void begin_tls(FieldReader& in, Connection& connection, bool from_client);
  void take_part(const Half& mine, StreamPart read, bool from_client);
  void note_repetition(FieldReader& in, SeenDatagrams& seen, const DtlsRecord& record,
                       const std::optional<OpenedRecord>& opened) const;
  void read_dtls(FieldReader& in, const CarriedSegment& datagram);

  MakeOpener make_opener_;
  std::map<Flow, Connection> connections_;
  std::map<Flow, DtlsConnection> dtls_connections_;
  std::map<AssemblyKey, Assembly> assemblies_;
  bool assembled_ = false;  ///< the packet that is read now was put together of fragments
  std::uint64_t number_ = 0;
  Instant at_{};
  std::vector<DissectedPart> parts_;  ///< completed by the frame that is being dissected
  std::vector<FieldTree> old_trees_;  ///< trees of parts that nobody needs any more, for their memory
};

}  // namespace tlscam
