// These tests check Ethernet, ARP, IPv4, ICMP, UDP and TCP with bytes recorded elsewhere, and with bytes that
// lie.
#include <gtest/gtest.h>

#include <string>

#include "sim/wire/arp.h"
#include "sim/wire/checksum.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/icmp.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

constexpr MacAddress kMac{{0x02, 0, 0, 0, 0, 1}};
constexpr Ipv4Address kA{{192, 168, 1, 50}};
constexpr Ipv4Address kB{{192, 168, 1, 1}};

/// A parser must reject every part of a message of fixed size, without reading outside (sanitizers would
/// notice).
template <class Parser>
void expect_no_prefix_parses(const Bytes& bytes, Parser parse) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Bytes part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse(part)) << size;
  }
}

TEST(Checksum, is_that_of_rfc_1071) {
  EXPECT_EQ(internet_checksum(Bytes{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7}),
            0x220d);  // its section 3
  EXPECT_EQ(internet_checksum(Bytes{0xff}), 0x00ff);
  EXPECT_EQ(internet_checksum({}), 0xffff);
}

// The sum of 16-bit words as the RFC writes it, for every length and every remainder.
TEST(Checksum, is_the_same_for_bytes_of_any_length) {
  Bytes bytes;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) sum += bytes[at] << (at % 2 == 0 ? 8 : 0);
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    ASSERT_EQ(internet_checksum(bytes), static_cast<std::uint16_t>(~sum)) << i;
    bytes.push_back(static_cast<std::uint8_t>(i % 7 == 0 ? 0xff : i * 151 >> 3));
  }
  EXPECT_EQ(internet_checksum(Bytes(100)), 0xffff);
  EXPECT_EQ(internet_checksum(Bytes(100, 0xff)), 0);
}

TEST(Ethernet, comes_back_as_it_was_sent) {
  const Bytes bytes = emit_ethernet({kBroadcastMac, kMac, kEtherTypeArp, as_bytes("payload")});
  const auto frame = parse_ethernet(bytes);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->destination, kBroadcastMac);
  EXPECT_EQ(frame->source, kMac);
  EXPECT_EQ(frame->type, kEtherTypeArp);
  EXPECT_EQ(as_text(frame->payload), "payload");
  expect_no_prefix_parses(Bytes(bytes.begin(), bytes.begin() + 14), parse_ethernet);
}

TEST(Arp, comes_back_as_it_was_sent) {
  Bytes bytes = emit_arp({ArpOperation::reply, kMac, kA, kBroadcastMac, kB});
  expect_no_prefix_parses(bytes, parse_arp);
  bytes.resize(46);  // as padded by hardware
  const auto packet = parse_arp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->operation, ArpOperation::reply);
  EXPECT_EQ(packet->sender_mac, kMac);
  EXPECT_EQ(packet->sender_address, kA);
  EXPECT_EQ(packet->target_address, kB);
}

TEST(Arp, refuses_other_hardware_protocols_and_operations) {
  for (const std::size_t at : {0u, 2u, 4u, 5u, 6u}) {
    Bytes bytes = emit_arp({ArpOperation::request, kMac, kA, {}, kB});
    bytes[at] ^= 0x40;
    EXPECT_FALSE(parse_arp(bytes)) << at;
  }
}

TEST(Ipv4, reads_a_header_from_elsewhere) {
  // This is the worked example in the encyclopedias: checksum b861.
  Bytes bytes{0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
              0xb8, 0x61, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7};
  bytes.resize(0x73);
  const auto packet = parse_ipv4_packet(bytes);
  ASSERT_TRUE(packet) << packet.error().text;
  EXPECT_EQ(packet->source, (Ipv4Address{{192, 168, 0, 1}}));
  EXPECT_EQ(packet->protocol, kProtocolUdp);
  EXPECT_TRUE(packet->dont_fragment);
  EXPECT_FALSE(packet->is_fragment());
  EXPECT_EQ(packet->payload.size(), 95u);
  EXPECT_EQ(emit_ipv4_packet(*packet), bytes);
  expect_no_prefix_parses(bytes, parse_ipv4_packet);
}

TEST(Ipv4, leaves_the_padding_of_the_frame_out) {
  Bytes bytes =
      emit_ipv4_packet({.source = kA, .destination = kB, .protocol = 17, .payload = as_bytes("ab")});
  bytes.resize(46);
  EXPECT_EQ(as_text(parse_ipv4_packet(bytes)->payload), "ab");
}

TEST(Ipv4, skips_options) {
  Bytes bytes =
      emit_ipv4_packet({.source = kA, .destination = kB, .protocol = 17, .payload = as_bytes("....ab")});
  bytes[0] = 0x46;  // now the first four bytes of the payload are options
  bytes[10] = bytes[11] = 0;
  const auto sum = internet_checksum(ByteView(bytes).first(24));
  bytes[10] = static_cast<std::uint8_t>(sum >> 8);
  bytes[11] = static_cast<std::uint8_t>(sum);
  EXPECT_EQ(as_text(parse_ipv4_packet(bytes)->payload), "ab");
}

TEST(Ipv4, refuses_wrong_checksums_versions_and_lengths) {
  const Bytes good =
      emit_ipv4_packet({.source = kA, .destination = kB, .protocol = 17, .payload = as_bytes("ab")});
  Bytes bytes = good;
  bytes[15] ^= 1;
  EXPECT_EQ(parse_ipv4_packet(bytes).error().text, "IPv4: the header checksum is wrong");
  bytes = good;
  bytes[0] = 0x65;
  EXPECT_EQ(parse_ipv4_packet(bytes).error().text, "IPv4: the version is 6");
  for (const std::uint8_t first : Bytes{0x40, 0x44, 0x46, 0x4f}) {  // headers of 0, 16, 24 and 60 bytes
    bytes = good;
    bytes[0] = first;
    EXPECT_FALSE(parse_ipv4_packet(bytes)) << int{first};
  }
  for (const std::uint8_t length : Bytes{0, 19, 23, 255}) {
    bytes = good;
    bytes[3] = length;
    EXPECT_FALSE(parse_ipv4_packet(bytes)) << int{length};
  }
}

TEST(Ipv4, carries_fragments) {
  const Bytes bytes = emit_ipv4_packet(
      {.source = kA, .destination = kB, .protocol = 17, .more_fragments = true, .fragment_offset = 1480});
  const auto packet = parse_ipv4_packet(bytes);
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->more_fragments);
  EXPECT_EQ(packet->fragment_offset, 1480);
  EXPECT_TRUE(packet->is_fragment());
}

TEST(Icmp, comes_back_as_it_was_sent) {
  Bytes bytes =
      emit_icmp({.type = kIcmpEchoRequest, .rest_of_header = 0x00010002, .payload = as_bytes("odd")});
  const auto message = parse_icmp(bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->type, kIcmpEchoRequest);
  EXPECT_EQ(message->rest_of_header, 0x00010002u);
  EXPECT_EQ(as_text(message->payload), "odd");
  expect_no_prefix_parses(bytes, parse_icmp);
  bytes.back() ^= 1;
  EXPECT_EQ(parse_icmp(bytes).error().text, "ICMP: the checksum is wrong");
}

Ipv4Packet udp_packet(ByteView segment) {
  return {.source = kA, .destination = kB, .protocol = kProtocolUdp, .payload = segment};
}

TEST(Udp, comes_back_as_it_was_sent) {
  const Bytes bytes = emit_udp({kA, 49152, kB, 53, as_bytes("query")});
  const auto datagram = parse_udp(udp_packet(bytes));
  ASSERT_TRUE(datagram);
  EXPECT_EQ(datagram->source, kA);
  EXPECT_EQ(datagram->source_port, 49152);
  EXPECT_EQ(datagram->destination, kB);
  EXPECT_EQ(datagram->destination_port, 53);
  EXPECT_EQ(as_text(datagram->payload), "query");
  expect_no_prefix_parses(bytes, [](const Bytes& part) { return parse_udp(udp_packet(part)); });
}

TEST(Udp, checks_the_checksum_unless_there_is_none) {
  Bytes bytes = emit_udp({kA, 1, kB, 2, as_bytes("x")});
  bytes.back() ^= 1;
  EXPECT_EQ(parse_udp(udp_packet(bytes)).error().text, "UDP: the checksum is wrong");
  bytes[6] = bytes[7] = 0;
  EXPECT_TRUE(parse_udp(udp_packet(bytes)));
}

TEST(Udp, sends_a_checksum_of_zero_as_all_ones) {
  // The payload completes the sum.
  Bytes bytes = emit_udp({kA, 1, kB, 2, Bytes{0, 0}});
  const Bytes payload{bytes[6], bytes[7]};
  bytes = emit_udp({kA, 1, kB, 2, payload});
  EXPECT_EQ(bytes[6], 0xff);
  EXPECT_EQ(bytes[7], 0xff);
  EXPECT_TRUE(parse_udp(udp_packet(bytes)));
}

TEST(Udp, refuses_a_length_that_the_packet_does_not_hold) {
  for (const std::uint8_t length : Bytes{0, 7, 10, 255}) {
    Bytes bytes = emit_udp({kA, 1, kB, 2, as_bytes("x")});
    bytes[5] = length;
    bytes[6] = bytes[7] = 0;
    EXPECT_FALSE(parse_udp(udp_packet(bytes))) << int{length};
  }
}

Ipv4Packet tcp_packet(ByteView segment) {
  return {.source = kA, .destination = kB, .protocol = kProtocolTcp, .payload = segment};
}

TEST(Tcp, comes_back_as_it_was_sent) {
  Bytes bytes = emit_tcp({.source = kA,
                          .source_port = 49152,
                          .destination = kB,
                          .destination_port = 443,
                          .sequence = 0xfffffffe,
                          .acknowledgment = 7,
                          .flags = kTcpAck | kTcpPsh,
                          .window = 8192,
                          .payload = as_bytes("data")});
  const auto segment = parse_tcp(tcp_packet(bytes));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->sequence, 0xfffffffe);
  EXPECT_EQ(segment->acknowledgment, 7u);
  EXPECT_TRUE(segment->has(kTcpPsh));
  EXPECT_FALSE(segment->has(kTcpSyn));
  EXPECT_EQ(as_text(segment->payload), "data");
  expect_no_prefix_parses(bytes, [](const Bytes& part) { return parse_tcp(tcp_packet(part)); });
  for (const std::uint8_t offset : Bytes{0x00, 0x40, 0x70, 0xf0}) {
    Bytes lying = bytes;
    lying[12] = offset;
    EXPECT_FALSE(parse_tcp(tcp_packet(lying))) << int{offset};
  }
  bytes.back() ^= 1;
  EXPECT_EQ(parse_tcp(tcp_packet(bytes)).error().text, "TCP: the checksum is wrong");
}

TEST(Tcp, resets_as_rfc_9293_says) {
  TcpSegment segment{
      .source = kA, .source_port = 5, .destination = kB, .destination_port = 6, .sequence = 100};
  segment.flags = kTcpSyn;
  TcpSegment reset = make_reset(segment);
  EXPECT_EQ(reset.source, kB);
  EXPECT_EQ(reset.source_port, 6);
  EXPECT_EQ(reset.flags, kTcpRst | kTcpAck);
  EXPECT_EQ(reset.sequence, 0u);
  EXPECT_EQ(reset.acknowledgment, 101u);

  segment.flags = kTcpFin;
  segment.sequence = 0xffffffff;
  segment.payload = as_bytes("abc");
  EXPECT_EQ(make_reset(segment).acknowledgment, 3u);  // three bytes and FIN, across the wrap-around of the
                                                      // numbers

  segment.flags = kTcpAck;
  segment.acknowledgment = 77;
  reset = make_reset(segment);
  EXPECT_EQ(reset.flags, kTcpRst);
  EXPECT_EQ(reset.sequence, 77u);
}

}  // namespace
}  // namespace tlscam
