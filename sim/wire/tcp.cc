#include "sim/wire/tcp.h"

#include "sim/base/writer.h"
#include "sim/wire/checksum.h"

namespace tlscam {
namespace {

constexpr std::size_t kHeaderSize = 20;
constexpr std::size_t kChecksumAt = 16;

/// SEG.LEN: "the number of octets occupied by the data in the segment (counting SYN and FIN)".
std::uint32_t sequence_length(const TcpSegment& segment) {
  const auto payload = static_cast<std::uint32_t>(segment.payload.size());
  return payload + (segment.has(kTcpSyn) ? 1 : 0) + (segment.has(kTcpFin) ? 1 : 0);
}

}  // namespace

Result<TcpSegment> parse_tcp(const Ipv4Packet& packet) {
  auto segment = parse_tcp_unchecked(packet);
  if (!segment) return segment;
  if (transport_checksum(packet.source, packet.destination, kProtocolTcp, packet.payload) != 0) {
    return fail("TCP: the checksum is wrong");
  }
  return segment;
}

Result<TcpSegment> parse_tcp_unchecked(const Ipv4Packet& packet) {
  Cursor in(packet.payload);
  TcpSegment segment{.source = packet.source, .destination = packet.destination};
  segment.source_port = in.u16be();
  segment.destination_port = in.u16be();
  segment.sequence = in.u32be();
  segment.acknowledgment = in.u32be();
  const std::size_t header = (in.u8() >> 4) * 4u;
  segment.flags = in.u8();
  segment.window = in.u16be();
  in.skip(4);  // checksum and urgent pointer
  if (!in.ok()) return fail("TCP: the segment has {} bytes, its header alone has 20", packet.payload.size());
  if (header < kHeaderSize || header > packet.payload.size()) {
    return fail("TCP: a header of {} bytes does not fit into {}", header, packet.payload.size());
  }
  segment.payload = packet.payload.subspan(header);
  return segment;
}

Bytes emit_tcp(const TcpSegment& segment) {
  Writer out;
  out.u16be(segment.source_port).u16be(segment.destination_port);
  out.u32be(segment.sequence).u32be(segment.acknowledgment);
  out.u8(kHeaderSize / 4 << 4).u8(segment.flags).u16be(segment.window).u16be(0).u16be(0);
  out.bytes(segment.payload);
  out.patch_u16be(kChecksumAt,
                  transport_checksum(segment.source, segment.destination, kProtocolTcp, out.view()));
  return out.take();
}

TcpSegment make_reset(const TcpSegment& segment) {
  TcpSegment reset{.source = segment.destination,
                   .source_port = segment.destination_port,
                   .destination = segment.source,
                   .destination_port = segment.source_port};
  if (segment.has(kTcpAck)) {  // <SEQ=SEG.ACK><CTL=RST>
    reset.sequence = segment.acknowledgment;
    reset.flags = kTcpRst;
  } else {  // <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>
    reset.acknowledgment = segment.sequence + sequence_length(segment);
    reset.flags = kTcpRst | kTcpAck;
  }
  return reset;
}

}  // namespace tlscam
