#include "sim/stream/flow.h"

#include <gtest/gtest.h>

#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

constexpr Ipv4Address kHere{{10, 0, 0, 1}};
constexpr Ipv4Address kThere{{10, 0, 0, 2}};

Bytes in_frame(Ipv4Address from, Ipv4Address to, std::uint8_t protocol, ByteView payload) {
  const Bytes packet =
      emit_ipv4_packet({.source = from, .destination = to, .protocol = protocol, .payload = payload});
  return emit_ethernet({kBroadcastMac, {{2, 0, 0, 0, 0, 1}}, kEtherTypeIpv4, packet});
}

TEST(Flow, is_the_same_for_both_directions) {
  const auto there =
      flow_of(in_frame(kHere, kThere, kProtocolUdp, emit_udp({kHere, 1000, kThere, 443, as_bytes("a")})));
  const auto back =
      flow_of(in_frame(kThere, kHere, kProtocolUdp, emit_udp({kThere, 443, kHere, 1000, as_bytes("b")})));
  ASSERT_TRUE(there);
  EXPECT_EQ(there, back);
  EXPECT_EQ(there, Flow::between(kProtocolUdp, {kThere, 443}, {kHere, 1000}));
}

TEST(Flow, tells_protocols_and_ports_apart) {
  const auto tcp = flow_of(
      in_frame(kHere, kThere, kProtocolTcp, emit_tcp({kHere, 1000, kThere, 443, 1, 1, kTcpAck, 1, {}})));
  ASSERT_TRUE(tcp);
  EXPECT_NE(tcp, Flow::between(kProtocolUdp, {kHere, 1000}, {kThere, 443}));
  EXPECT_NE(tcp, Flow::between(kProtocolTcp, {kHere, 443}, {kThere, 1000}));
  EXPECT_EQ(tcp, Flow::between(kProtocolTcp, {kHere, 1000}, {kThere, 443}));
}

TEST(Flow, has_no_value_for_other_frames) {
  EXPECT_FALSE(flow_of(as_bytes("short")));
  EXPECT_FALSE(flow_of(in_frame(kHere, kThere, 1, as_bytes("ping"))));
}

}  // namespace
}  // namespace tlscam
