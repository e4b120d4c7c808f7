#include "sim/net/frame_fault.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/writer.h"
#include "sim/net/fault_watch.h"
#include "sim/net/switch.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr Instant kStart{1'000'000s};
constexpr Ipv4Address kHere{{10, 0, 0, 1}};
constexpr Ipv4Address kThere{{10, 0, 0, 2}};

Bytes in_frame(std::uint8_t protocol, ByteView payload) {
  const Bytes packet =
      emit_ipv4_packet({.source = kHere, .destination = kThere, .protocol = protocol, .payload = payload});
  return emit_ethernet({kBroadcastMac, {{2, 0, 0, 0, 0, 1}}, kEtherTypeIpv4, packet});
}

Bytes tcp(std::uint32_t sequence, ByteView payload, std::uint8_t flags = kTcpAck) {
  return in_frame(kProtocolTcp, emit_tcp({kHere, 1000, kThere, 443, sequence, 1, flags, 1000, payload}));
}

Bytes udp(ByteView payload) {
  return in_frame(kProtocolUdp, emit_udp({kHere, 1000, kThere, 443, payload}));
}

Bytes message(TlsHandshakeType type, std::size_t size) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type)).u8(0).u16be(static_cast<std::uint16_t>(size));
  out.bytes(Bytes(size, 0x55));
  return out.take();
}

Bytes record(TlsContentType type, ByteView payload) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type)).u16be(kTls12).u16be(static_cast<std::uint16_t>(payload.size()));
  out.bytes(payload);
  return out.take();
}

Bytes fragment(TlsHandshakeType type, std::uint16_t number, std::size_t size, std::size_t offset,
               std::size_t length) {
  Writer body;
  body.u8(static_cast<std::uint8_t>(type)).u8(0).u16be(static_cast<std::uint16_t>(size)).u16be(number);
  body.u8(0).u16be(static_cast<std::uint16_t>(offset)).u8(0).u16be(static_cast<std::uint16_t>(length));
  body.bytes(Bytes(length, 0x55));
  Writer out;
  out.u8(22).u16be(kDtls12).u16be(0).u16be(0).u32be(number);
  out.u16be(static_cast<std::uint16_t>(body.view().size())).bytes(body.view());
  return out.take();
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// A sender's link has faults, and a receiver collects the frames that arrive.
struct FrameFaultTest : testing::Test {
  EventQueue events{kStart};
  Switch network{events, 7};
  std::vector<Bytes> arrived;
  Link& receiver = network.plug("receiver", {},
                                [this](ByteView frame) { arrived.emplace_back(frame.begin(), frame.end()); });
  Link& sender = network.plug("sender", {}, {});

  void send(const Bytes& frame) {
    sender.send(frame);
    events.run_until(events.now() + 1s);
  }
  // Where two frames of the same size differ; -1: nowhere.
  static int difference(const Bytes& left, const Bytes& right) {
    EXPECT_EQ(left.size(), right.size());
    const auto pair = std::ranges::mismatch(left, right);
    return pair.in1 == left.end() ? -1 : static_cast<int>(pair.in1 - left.begin());
  }
  static Bytes payload_of(const Bytes& frame) {
    const auto packet = parse_ipv4_packet(ByteView(frame).subspan(14));
    EXPECT_TRUE(packet);
    const auto segment = parse_tcp(*packet);  // fails for a wrong checksum
    if (!segment) return {};
    return {segment->payload.begin(), segment->payload.end()};
  }
};

TEST_F(FrameFaultTest, DropsTheNthFrame) {
  sender.place_fault({.nth = 2});
  for (const int number : {1, 2, 3}) send(udp(Bytes(1, static_cast<std::uint8_t>(number))));
  ASSERT_EQ(arrived.size(), 2u);
  EXPECT_EQ(arrived[1].back(), 3);
  EXPECT_EQ(sender.faults()[0].state, PlacedFault::State::done);
}

TEST_F(FrameFaultTest, FlipsABitOfAMessageAndPutsTheChecksumsRight) {
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::certificate, .byte = 6, .bit = 7});
  const Bytes stream =
      joined({record(TlsContentType::handshake, message(TlsHandshakeType::server_hello, 40)),
              record(TlsContentType::handshake, message(TlsHandshakeType::certificate, 90))});
  send(tcp(100, {}, kTcpSyn));
  // The message begins in one segment and the byte stands in the next one.
  send(tcp(101, ByteView(stream).first(55)));
  const Bytes second = tcp(156, ByteView(stream).subspan(55));
  send(second);
  ASSERT_EQ(arrived.size(), 3u);
  Bytes wanted(stream.begin() + 55, stream.end());
  wanted[5 + 4 + 40 + 5 + 6 - 55] ^= 0x80;
  EXPECT_EQ(payload_of(arrived[2]), wanted);
  EXPECT_THAT(sender.faults()[0].text, HasSubstr("0x55 became 0xd5"));
}

TEST_F(FrameFaultTest, NoiseLeavesTheChecksumWrong) {
  sender.place_fault(
      {.action = FaultAction::flip, .target = FaultTarget::segment, .byte = 0, .repair_checksums = false});
  const Bytes sent = tcp(100, Bytes(20, 1));
  send(sent);
  ASSERT_EQ(arrived.size(), 1u);
  EXPECT_EQ(difference(sent, arrived[0]), 14 + 20 + 20);
  const auto packet = parse_ipv4_packet(ByteView(arrived[0]).subspan(14));
  ASSERT_TRUE(packet);
  EXPECT_FALSE(parse_tcp(*packet));
}

TEST_F(FrameFaultTest, RepairsTheHeaderOfThePacketAndTheDatagram) {
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::frame, .byte = 14 + 8, .bit = 1});
  send(udp(Bytes(9, 1)));  // the time to live, under the header's checksum
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::datagram, .byte = -1});
  send(udp(Bytes(9, 1)));
  ASSERT_EQ(arrived.size(), 2u);
  const auto first = parse_ipv4_packet(ByteView(arrived[0]).subspan(14));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->time_to_live, 64 ^ 2);
  const auto second = parse_ipv4_packet(ByteView(arrived[1]).subspan(14));
  ASSERT_TRUE(second);
  const auto datagram = parse_udp(*second);
  ASSERT_TRUE(datagram);
  EXPECT_EQ(datagram->payload.back(), 0);
}

TEST_F(FrameFaultTest, WhatIsEncryptedIsChosenByItsRecord) {
  sender.place_fault(
      {.action = FaultAction::flip, .target = FaultTarget::application_data, .nth = 2, .byte = 0});
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::finished, .byte = 0});
  const Bytes stream = joined({record(TlsContentType::change_cipher_spec, Bytes(1, 1)),
                               record(TlsContentType::handshake, Bytes(40, 9)),
                               record(TlsContentType::application_data, Bytes(30, 8)),
                               record(TlsContentType::application_data, Bytes(30, 8))});
  send(tcp(100, {}, kTcpSyn));
  send(tcp(101, stream));
  Bytes wanted = stream;
  wanted[6 + 5] ^= 1;
  wanted[6 + 45 + 35 + 5] ^= 1;
  ASSERT_EQ(arrived.size(), 2u);
  EXPECT_EQ(payload_of(arrived[1]), wanted);
}

TEST_F(FrameFaultTest, AConnectionThatIsUnderWayIsFoundAtTheNextRecord) {
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::application_data, .byte = -1});
  send(tcp(500, Bytes(10, 0x99)));  // the middle of something
  const Bytes next = record(TlsContentType::application_data, Bytes(30, 8));
  send(tcp(510, next));
  ASSERT_EQ(arrived.size(), 2u);
  EXPECT_EQ(payload_of(arrived[1]).back(), 9);
}

TEST_F(FrameFaultTest, AByteThatIsNotThereIsToldAndNothingIsDone) {
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::server_hello_done, .byte = 4});
  const Bytes sent =
      tcp(101, record(TlsContentType::handshake, message(TlsHandshakeType::server_hello_done, 0)));
  send(tcp(100, {}, kTcpSyn));
  send(sent);
  ASSERT_EQ(arrived.size(), 2u);
  EXPECT_EQ(arrived[1], sent);
  EXPECT_EQ(sender.faults()[0].state, PlacedFault::State::missed);
  EXPECT_EQ(sender.faults()[0].text, "the ServerHelloDone has 4 bytes, and no byte 4");
}

TEST_F(FrameFaultTest, OfDtlsTheFragmentThatHoldsTheByte) {
  sender.place_fault({.action = FaultAction::flip, .target = FaultTarget::certificate, .byte = 12 + 70});
  const Bytes first = udp(fragment(TlsHandshakeType::certificate, 3, 100, 0, 60));
  const Bytes second = udp(fragment(TlsHandshakeType::certificate, 3, 100, 60, 40));
  send(first);
  send(second);
  ASSERT_EQ(arrived.size(), 2u);
  EXPECT_EQ(arrived[0], first);
  const auto packet = parse_ipv4_packet(ByteView(arrived[1]).subspan(14));
  ASSERT_TRUE(packet);
  const auto datagram = parse_udp(*packet);
  ASSERT_TRUE(datagram);
  EXPECT_EQ(datagram->payload[13 + 12 + 10], 0x54);
}

TEST_F(FrameFaultTest, WaitsInItsDirectionOnlyAndCanBeTakenBack) {
  const auto id = sender.place_fault({.direction = Direction::to_node});
  send(udp(Bytes(1, 1)));
  EXPECT_EQ(arrived.size(), 1u);
  EXPECT_TRUE(sender.remove_fault(id));
  EXPECT_FALSE(sender.remove_fault(id));
  EXPECT_TRUE(sender.faults().empty());
}

TEST(FrameFault, NumbersOutOfRangeAreRefused) {
  EXPECT_TRUE(check_fault({}));
  EXPECT_FALSE(check_fault({.nth = 0}));
  EXPECT_FALSE(check_fault({.bit = 8}));
  EXPECT_EQ(to_text(FrameFault{.target = FaultTarget::datagram, .nth = 22}), "drop the 22nd datagram");
}

}  // namespace
}  // namespace tlscam
