#include "sim/wire/link_frame.h"

#include <gtest/gtest.h>

#include "sim/base/writer.h"
#include "sim/wire/ip_packet.h"

namespace tlscam {
namespace {

const Bytes kPacket = emit_ipv4_packet({.source = Ipv4Address{{10, 0, 0, 1}},
                                        .destination = Ipv4Address{{10, 0, 0, 2}},
                                        .protocol = kProtocolTcp,
                                        .payload = emit_tcp({.source = Ipv4Address{{10, 0, 0, 1}},
                                                             .source_port = 1,
                                                             .destination = Ipv4Address{{10, 0, 0, 2}},
                                                             .destination_port = 2})});

Bytes framed(std::initializer_list<std::uint8_t> header) {
  Bytes frame(header);
  frame.insert(frame.end(), kPacket.begin(), kPacket.end());
  return frame;
}

struct Link {
  const char* name;
  std::uint16_t type;
  Bytes frame;
};

const Link kLinks[] = {
    {"null, little-endian", kLinkNull, framed({2, 0, 0, 0})},
    {"null, big-endian", kLinkNull, framed({0, 0, 0, 2})},
    {"loop", kLinkLoop, framed({0, 0, 0, 2})},
    {"raw", kLinkRaw, framed({})},
    {"PPP", kLinkPpp, framed({0, 0x21})},
    {"cooked", kLinkCooked, framed({0, 0, 3, 4, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0})},
    {"cooked 2", kLinkCooked2, framed({8, 0, 0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0})},
    {"two VLANs", kLinkEthernet,
     framed({1, 2, 3, 4, 5, 6, 2, 2, 3, 4, 5, 6, 0x88, 0xa8, 0, 7, 0x81, 0, 0, 5, 8, 0})},
    {"PPPoE", kLinkEthernet,
     framed({1, 2, 3, 4, 5, 6, 2, 2, 3, 4, 5, 6, 0x88, 0x64, 0x11, 0, 0, 9, 0, 42, 0, 0x21})},
};

TEST(LinkFrame, carries_the_same_packet_on_every_link) {
  for (const Link& link : kLinks) {
    EXPECT_TRUE(is_known_link_type(link.type));
    const auto frame = as_ethernet(link.type, link.frame);
    ASSERT_TRUE(frame) << link.name;
    const auto ethernet = parse_ethernet(*frame);
    ASSERT_TRUE(ethernet);
    EXPECT_EQ(ethernet->type, kEtherTypeIpv4) << link.name;
    EXPECT_EQ(Bytes(ethernet->payload.begin(), ethernet->payload.end()), kPacket) << link.name;
  }
}

TEST(LinkFrame, stays_inside_of_every_frame_that_is_cut) {
  for (const Link& link : kLinks) {
    for (std::size_t size = 0; size < link.frame.size(); ++size) {
      const Bytes cut(link.frame.begin(), link.frame.begin() + static_cast<std::ptrdiff_t>(size));
      const auto frame = as_ethernet(link.type, cut);
      EXPECT_LE(frame ? frame->size() : 0, size + 14) << link.name;
    }
  }
  EXPECT_FALSE(is_known_link_type(147));
  EXPECT_FALSE(as_ethernet(147, kPacket));
}

TEST(LinkFrame, marks_what_was_sent_to_everybody) {
  const auto frame = as_ethernet(kLinkCooked, framed({0, 1, 3, 4, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0}));
  ASSERT_TRUE(frame);
  EXPECT_EQ(parse_ethernet(*frame)->destination, kBroadcastMac);
}

Bytes ipv6_packet(std::uint8_t next, ByteView rest) {
  Writer out;
  out.u32be(0x60000000)
      .u16be(static_cast<std::uint16_t>(rest.size()))
      .u8(next)
      .u8(64)
      .fill(16, 1)
      .fill(16, 2)
      .bytes(rest);
  return out.take();
}

TEST(IpPacket, passes_the_extension_headers_of_ipv6) {
  const Bytes options{kProtocolUdp, 0, 1, 4, 0, 0, 0, 0, 0xaa};
  const auto packet = parse_ip_packet(kEtherTypeIpv6, ipv6_packet(0, options));
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->protocol, kProtocolUdp);
  EXPECT_EQ(packet->payload.size(), 1u);
  EXPECT_FALSE(packet->is_fragment);
  EXPECT_EQ(ip_text(packet->ends.source), "101:101:101:101:101:101:101:101");
}

TEST(IpPacket, says_which_packets_are_fragments) {
  const Bytes fragment{kProtocolUdp, 0, 0, 9, 0, 0, 0, 1, 0xaa};
  const auto packet = parse_ip_packet(kEtherTypeIpv6, ipv6_packet(44, fragment));
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->is_fragment);
  const Bytes whole{kProtocolUdp, 0, 0, 0, 0, 0, 0, 1, 0xaa};
  EXPECT_FALSE(parse_ip_packet(kEtherTypeIpv6, ipv6_packet(44, whole))->is_fragment) << "RFC 6946";
}

TEST(IpPacket, fails_for_each_length_that_does_not_fit) {
  const Bytes whole = ipv6_packet(0, Bytes{kProtocolUdp, 0, 1, 4, 0, 0, 0, 0});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(parse_ip_packet(kEtherTypeIpv6, ByteView(whole).first(size))) << size;
  }
  EXPECT_FALSE(parse_ip_packet(kEtherTypeIpv6, ipv6_packet(0, Bytes{kProtocolUdp, 9, 1, 4, 0, 0, 0, 0})));
}

}  // namespace
}  // namespace tlscam
