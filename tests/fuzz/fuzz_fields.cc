// This takes any bytes as frames, and as content of TLS and DTLS: every tree keeps to its bytes, however they
// are cut. The first byte gives the length of the frames; the rest is cut into them, and is also the stream
// of a connection.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sim/dissect/frame_summary.h"
#include "sim/dissect/packet_dissector.h"
#include "sim/dissect/tree/field_text.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/link_frame.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

/// There is one suite of TLS 1.3, and one for each key exchange before it.
constexpr std::uint16_t kSuites[] = {0x1301, 0xc02b, 0x009e, 0x003c, 0x00a8};

constexpr std::uint16_t kLinkTypes[] = {kLinkNull,   kLinkPpp,      kLinkRaw,     kLinkWifi,    kLinkLoop,
                                        kLinkCooked, kLinkRadiotap, kLinkCooked2, kLinkEthernet};

void check(FieldRange fields, std::size_t begin, std::size_t end, int depth = 0) {
  if (depth > 24) std::abort();
  for (const Field& field : fields) {
    const std::size_t field_end = std::size_t{field.offset} + field.size;
    if (field.offset < begin || field_end > end) std::abort();
    if (field.label().empty() || field.about().empty()) std::abort();
    check(field.fields(), field.offset, field_end, depth + 1);
  }
}

void check(const DissectedPacket& packet, std::size_t size) {
  check(packet.fields, 0, size);
  if (size > 0 && field_text(packet.fields).empty()) std::abort();
  for (const DissectedPart& part : packet.parts) {
    check(part.fields, 0, part.bytes.size());
    for (const std::uint64_t frame : part.frames) {
      if (frame == 0 || frame > packet.number) std::abort();
    }
  }
}

Bytes frame_of(ByteView payload, std::uint32_t sequence, bool udp) {
  const Ipv4Address from{{10, 0, 0, 1}};
  const Ipv4Address to{{10, 0, 0, 2}};
  const Bytes inner = udp ? emit_udp({from, 5684, to, 40000, payload})
                          : emit_tcp({.source = from,
                                      .source_port = 443,
                                      .destination = to,
                                      .destination_port = 40000,
                                      .sequence = sequence,
                                      .flags = kTcpAck,
                                      .payload = payload});
  const Bytes packet = emit_ipv4_packet(
      {.source = from, .destination = to, .protocol = udp ? kProtocolUdp : kProtocolTcp, .payload = inner});
  return emit_ethernet({kBroadcastMac, kBroadcastMac, kEtherTypeIpv4, packet});
}

void check_body(ByteView input, TlsHandshakeType type, TlsKnown known) {
  FieldReader in(input, FieldLayer::handshake);
  dissect_tls_handshake_body(in, type, known);
  check(in.finish(), 0, input.size());
}

void feed(ByteView input) {
  if (input.empty() || input.size() > 4096) return;
  const std::size_t choice = input[0];
  input = input.subspan(1);
  const std::size_t piece = std::max(choice + 1, input.size() / 32);
  PacketDissector dissector;
  std::uint32_t sequence = 0xffff'ff80;
  for (std::size_t at = 0; at < input.size(); at += piece) {
    const ByteView part = input.subspan(at, std::min(piece, input.size() - at));
    check(dissector.dissect(part, Instant{}), part.size());
    for (const bool udp : {false, true}) {
      const Bytes frame = frame_of(part, sequence, udp);
      check(dissector.dissect(frame, Instant{}), frame.size());
    }
    sequence += static_cast<std::uint32_t>(part.size());
  }
  // The start of a capture of each link type, from the middle of a connection.
  for (const std::uint16_t link_type : kLinkTypes) {
    PacketDissector of_link;
    check(of_link.dissect(input, Instant{}, {}, link_type), input.size());
    const auto sent = as_ethernet(link_type, input);
    if (sent && summarize(*sent).protocol.empty()) std::abort();
  }
  const Bytes whole = frame_of(input, 7, true);
  check(dissector.dissect(whole, Instant{}), whole.size());
  for (const auto dissect :
       {dissect_arp, dissect_icmp, dissect_dhcp, dissect_dns, dissect_ntp, dissect_quic}) {
    FieldReader in(input, FieldLayer::application);
    dissect(in);
    check(in.finish(), 0, input.size());
  }
  const auto type = static_cast<TlsHandshakeType>(choice % 32);
  for (const std::uint16_t suite : kSuites) {
    for (const bool datagram : {false, true}) {
      check_body(input, type, {datagram, suite == kSuites[0] ? kTls13 : kTls12, suite});
    }
  }
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}
