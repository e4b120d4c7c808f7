// Ladders of what real cameras sent (tests/golden/frames), and of frames made by hand that get lost, come
// twice, are refused.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "sim/base/writer.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"
#include "tests/unit/dissect/recorded_frames.h"

namespace tlscam {
namespace {

using Lines = std::vector<std::string>;

/// "> ClientHello", "< Finished*" (encrypted); "!": lost, "2": sent again.
Lines lines_of(const Conversation& conversation) {
  Lines lines;
  for (const LadderEntry& entry : conversation.entries) {
    lines.push_back(fmt::format("{} {}{}{}{}", entry.from_client ? '>' : '<', entry.name,
                                entry.encrypted ? "*" : "", entry.lost ? "!" : "",
                                entry.retransmitted ? "2" : ""));
  }
  return lines;
}

Conversation only_conversation(const std::string& recorded) {
  Ladder ladder;
  EXPECT_GT(play_recorded(recorded, [&](const TapEvent& event) { ladder.see(event); }), 50);
  EXPECT_EQ(ladder.conversations().size(), 1u) << "services are no conversations";
  return ladder.conversations().at(0);
}

TEST(RecordedLadder, of_a_verified_connection) {
  const Conversation talk = only_conversation("first-handshake");
  EXPECT_EQ(talk.protocol, ConversationProtocol::tls);
  EXPECT_EQ(talk.state, ConversationState::closed);
  EXPECT_EQ(talk.client.link, "cam2");
  EXPECT_EQ(to_text(talk.server), "192.168.1.50:8443");
  EXPECT_EQ(talk.server.link, "openmv");
  EXPECT_EQ(talk.version, "TLS 1.2");
  EXPECT_EQ(talk.cipher_suite, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
  EXPECT_EQ(talk.server_name, "openmv");
  ASSERT_EQ(talk.server_certificates.size(), 1u);
  EXPECT_EQ(talk.server_certificates[0].at(0), 0x30);
  EXPECT_TRUE(talk.client_certificates.empty());
  EXPECT_EQ(talk.failure, "");
  const Lines expected{"> connect",
                       "< accept",
                       "> ClientHello",
                       "< ServerHello",
                       "< Certificate",
                       "< ServerKeyExchange",
                       "< ServerHelloDone",
                       "> ClientKeyExchange",
                       "> ChangeCipherSpec",
                       "> Finished*",
                       "< ChangeCipherSpec",
                       "< Finished*",
                       "> Application data*",
                       "< Application data*",
                       "< close",
                       "> close"};
  EXPECT_EQ(lines_of(talk), expected);
  for (const LadderEntry& entry : talk.entries) {
    if (entry.id == talk.entries.back().id) break;  // the recording ends before it arrives
    EXPECT_LT(entry.at, entry.arrives) << entry.name;
    EXPECT_LT(entry.arrives - entry.at, std::chrono::milliseconds(1)) << entry.name;
  }
}

TEST(RecordedLadder, of_two_ends_that_verify_each_other) {
  const Conversation talk = only_conversation("mutual-tls");
  EXPECT_EQ(talk.client_certificates.size(), 1u);
  EXPECT_EQ(talk.server_certificates.size(), 1u);
  EXPECT_NE(talk.client_certificates, talk.server_certificates);
}

TEST(RecordedLadder, of_a_client_without_certificate) {
  const Conversation talk = only_conversation("no-client-certificate");
  EXPECT_EQ(talk.state, ConversationState::failed);
  EXPECT_EQ(talk.failure, "closed in the middle of the handshake");
  EXPECT_FALSE(talk.failure_from_client);
  EXPECT_TRUE(talk.client_certificates.empty());
}

TEST(RecordedLadder, of_a_clock_that_is_wrong) {
  const Conversation talk = only_conversation("clock-unset");
  EXPECT_EQ(talk.state, ConversationState::failed);
  EXPECT_EQ(talk.failure, "Alert 46 certificate_unknown");
  EXPECT_TRUE(talk.failure_from_client);
  EXPECT_EQ(lines_of(talk).back(), "> Alert 46 certificate_unknown");
}

TEST(RecordedLadder, of_datagrams) {
  const Conversation talk = only_conversation("dtls-cookie");
  EXPECT_EQ(talk.protocol, ConversationProtocol::dtls);
  EXPECT_EQ(talk.state, ConversationState::established);
  EXPECT_EQ(talk.version, "DTLS 1.2");
  EXPECT_EQ(talk.server_certificates.size(), 1u);
  const Lines lines = lines_of(talk);
  const Lines start{"> ClientHello", "< HelloVerifyRequest", "> ClientHello", "< ServerHello"};
  EXPECT_EQ(Lines(lines.begin(), lines.begin() + 4), start);
}

TEST(RecordedLadder, of_datagrams_that_get_lost) {
  const Lines lines = lines_of(only_conversation("dtls-lossy"));
  const Lines start{"> ClientHello",         "< HelloVerifyRequest!", "> ClientHello2",
                    "< HelloVerifyRequest2", "> ClientHello",         "< ServerHello"};
  EXPECT_EQ(Lines(lines.begin(), lines.begin() + 6), start);
}

/// Two nodes, and a switch between them that does as it is told.
class HandmadeLadder : public testing::Test {
 protected:
  enum class Way { arrives, lost_by_sender, lost_by_receiver };

  void put_frame(bool from_client, const Ipv4Packet& packet, Way way) {
    const Bytes ip = emit_ipv4_packet(packet);
    const Bytes frame = emit_ethernet(
        {from_client ? kServerMac : kClientMac, from_client ? kClientMac : kServerMac, kEtherTypeIpv4, ip});
    const std::string& near = from_client ? client_link_ : server_link_;
    const std::string& far = from_client ? server_link_ : client_link_;
    now_ += Duration(100);
    const bool leaves = way != Way::lost_by_sender;
    ladder_.see({now_, leaves ? now_ + Duration(10) : kNever, near, Direction::from_node,
                 leaves ? Fate::delivered : Fate::lost, frame});
    if (!leaves) return;
    const bool arrives = way == Way::arrives;
    ladder_.see({now_ + Duration(10), arrives ? now_ + Duration(20) : kNever, far, Direction::to_node,
                 arrives ? Fate::delivered : Fate::lost, frame});
  }

  void segment(bool from_client, std::uint8_t flags, std::uint32_t sequence, ByteView payload = {},
               Way way = Way::arrives) {
    TcpSegment segment{.source = from_client ? kClient : kServer,
                       .source_port = static_cast<std::uint16_t>(from_client ? 50000 : 8443),
                       .destination = from_client ? kServer : kClient,
                       .destination_port = static_cast<std::uint16_t>(from_client ? 8443 : 50000),
                       .sequence = sequence,
                       .flags = flags,
                       .payload = payload};
    const Bytes bytes = emit_tcp(segment);
    put_frame(from_client,
              {.source = segment.source,
               .destination = segment.destination,
               .protocol = kProtocolTcp,
               .payload = bytes},
              way);
  }

  void datagram(bool from_client, std::uint16_t port, ByteView payload, Way way = Way::arrives) {
    UdpDatagram datagram{
        from_client ? kClient : kServer, static_cast<std::uint16_t>(from_client ? 50000 : port),
        from_client ? kServer : kClient, static_cast<std::uint16_t>(from_client ? port : 50000), payload};
    const Bytes bytes = emit_udp(datagram);
    put_frame(from_client,
              {.source = datagram.source,
               .destination = datagram.destination,
               .protocol = kProtocolUdp,
               .identification = ++identification_,
               .payload = bytes},
              way);
  }

  void connect() {
    segment(true, kTcpSyn, kClientStart - 1);
    segment(false, kTcpSyn | kTcpAck, kServerStart - 1);
  }
  void from_client(std::uint32_t offset, ByteView payload, Way way = Way::arrives) {
    segment(true, kTcpAck, kClientStart + offset, payload, way);
  }
  void from_server(std::uint32_t offset, ByteView payload, Way way = Way::arrives) {
    segment(false, kTcpAck, kServerStart + offset, payload, way);
  }

  const Conversation& talk() { return ladder_.conversations().back(); }
  const LadderEntry& last() { return talk().entries.back(); }

  static constexpr MacAddress kClientMac{{2, 0, 0, 0, 0, 1}};
  static constexpr MacAddress kServerMac{{2, 0, 0, 0, 0, 2}};
  static constexpr Ipv4Address kClient{{192, 168, 1, 51}};
  static constexpr Ipv4Address kServer{{192, 168, 1, 50}};
  static constexpr std::uint32_t kClientStart = 0xffff'fff8;  // goes through zero
  static constexpr std::uint32_t kServerStart = 5000;

  Ladder ladder_{{.conversations = 3, .entries = 6}};
  Instant now_{std::chrono::hours(1)};
  std::string client_link_ = "cam2";
  std::string server_link_ = "openmv";
  std::uint16_t identification_ = 0;
};

/// A record of TLS 1.2.
Bytes record(std::uint8_t type, ByteView payload) {
  Writer out;
  out.u8(type).u16be(0x0303).u16be(static_cast<std::uint16_t>(payload.size())).bytes(payload);
  return out.take();
}

const Bytes kServerHelloDone{14, 0, 0, 0};

TEST_F(HandmadeLadder, refused) {
  segment(true, kTcpSyn, kClientStart - 1);
  EXPECT_EQ(talk().state, ConversationState::connecting);
  segment(false, kTcpRst | kTcpAck, 0);
  EXPECT_EQ(talk().state, ConversationState::refused);
  EXPECT_EQ(talk().failure, "connection refused");
  EXPECT_EQ(lines_of(talk()), (Lines{"> connect", "< refused"}));
  EXPECT_EQ(last().arrives - last().at, Duration(20));
}

TEST_F(HandmadeLadder, nobody_answers) {
  segment(true, kTcpSyn, kClientStart - 1, {}, Way::lost_by_receiver);
  segment(true, kTcpSyn, kClientStart - 1, {}, Way::lost_by_sender);
  EXPECT_EQ(talk().state, ConversationState::connecting);
  EXPECT_EQ(lines_of(talk()), Lines{"> connect!2"});
  EXPECT_EQ(last().arrives, kNever);
}

TEST_F(HandmadeLadder, data_of_plain_tcp_is_one_entry_a_direction) {
  connect();
  EXPECT_EQ(talk().state, ConversationState::established);
  from_client(0, as_bytes("GET "));
  from_client(4, as_bytes("/ HTTP/1.0"));
  from_server(0, as_bytes("no"));
  EXPECT_EQ(talk().protocol, ConversationProtocol::tcp);
  EXPECT_EQ(lines_of(talk()), (Lines{"> connect", "< accept", "> Data", "< Data"}));
  EXPECT_EQ(talk().entries[2].bytes, 14u);
  EXPECT_EQ(talk().entries[2].count, 2u);
}

TEST_F(HandmadeLadder, a_message_in_pieces_out_of_order_and_twice) {
  connect();
  const Bytes hello = record(22, kServerHelloDone);
  const ByteView bytes(hello);
  from_client(5, bytes.subspan(5));  // its first bytes come later
  EXPECT_EQ(talk().protocol, ConversationProtocol::tcp);
  from_client(0, bytes.first(7));
  EXPECT_EQ(talk().protocol, ConversationProtocol::tls);
  EXPECT_EQ(lines_of(talk()), (Lines{"> connect", "< accept", "> ServerHelloDone"}));
  EXPECT_EQ(last().arrives, now_ + Duration(20));
  from_client(3, bytes.subspan(3));
  EXPECT_EQ(lines_of(talk()).back(), "> ServerHelloDone2");
  EXPECT_EQ(talk().entries.size(), 3u);
}

TEST_F(HandmadeLadder, a_lost_segment_arrives_when_it_is_sent_again) {
  connect();
  const Bytes first = record(22, kServerHelloDone);
  const Bytes second = record(21, Bytes{2, 40});
  from_server(0, first, Way::lost_by_receiver);
  EXPECT_EQ(lines_of(talk()).back(), "< ServerHelloDone!");
  EXPECT_EQ(last().arrives, kNever);
  from_server(static_cast<std::uint32_t>(first.size()), second);
  EXPECT_EQ(last().name, "Alert 40 handshake_failure");
  EXPECT_EQ(last().arrives, kNever) << "the receiver waits for what is in front of it";
  from_server(0, first);
  const Instant end = now_ + Duration(20);
  EXPECT_EQ(lines_of(talk()),
            (Lines{"> connect", "< accept", "< ServerHelloDone!2", "< Alert 40 handshake_failure"}));
  EXPECT_EQ(talk().entries[2].arrives, end);
  EXPECT_EQ(talk().entries[3].arrives, end);
  EXPECT_EQ(talk().state, ConversationState::failed);
}

TEST_F(HandmadeLadder, bytes_that_are_no_record_make_the_rest_unreadable) {
  connect();
  const Bytes hello = record(22, kServerHelloDone);
  from_client(0, hello);
  from_client(static_cast<std::uint32_t>(hello.size()), as_bytes("HTTP/1.0 200"));
  EXPECT_EQ(last().kind, LadderKind::unreadable);
  EXPECT_EQ(last().bytes, 12u);
  from_server(0, as_bytes("HTTP"));
  EXPECT_EQ(lines_of(talk()).back(), "< Data that is not TLS");
}

TEST_F(HandmadeLadder, the_ways_to_end) {
  connect();
  from_client(0, record(22, kServerHelloDone));
  segment(false, kTcpRst, kServerStart);
  EXPECT_EQ(talk().state, ConversationState::reset);
  EXPECT_EQ(talk().failure, "reset in the middle of the handshake");

  segment(true, kTcpSyn, 77);  // another connection between the same ports
  segment(false, kTcpSyn | kTcpAck, 99);
  EXPECT_EQ(ladder_.conversations().size(), 2u);
  segment(true, kTcpFin | kTcpAck, 78, {}, Way::lost_by_receiver);
  EXPECT_EQ(talk().state, ConversationState::closed);
  segment(true, kTcpFin | kTcpAck, 78);
  EXPECT_EQ(lines_of(talk()), (Lines{"> connect", "< accept", "> close!2"}));
  EXPECT_EQ(last().arrives, now_ + Duration(20));
}

TEST_F(HandmadeLadder, keeps_what_its_limits_allow) {
  connect();
  for (std::uint32_t i = 0; i < 10; ++i) {
    from_client(i, as_bytes("a"));
    from_server(i, as_bytes("b"));
  }
  EXPECT_EQ(talk().entries.size(), 6u);
  EXPECT_EQ(talk().entries_dropped, 16u);
  EXPECT_EQ(talk().entries[0].name, "connect") << "only data makes room";
  EXPECT_EQ(last().id, 21u);
  for (std::uint32_t i = 0; i < 5; ++i) segment(true, kTcpSyn, 1000 + i);
  EXPECT_EQ(ladder_.conversations().size(), 3u);
  EXPECT_EQ(ladder_.conversations().front().id, 3u);
  ladder_.clear();
  segment(true, kTcpSyn, 1);
  EXPECT_EQ(talk().id, 6u);
}

TEST_F(HandmadeLadder, services_and_groups_are_no_conversations) {
  datagram(true, 53, as_bytes("question"));
  datagram(true, 123, as_bytes("what time is it"));
  EXPECT_TRUE(ladder_.conversations().empty());
  datagram(true, 5000, as_bytes("hello"));
  EXPECT_EQ(ladder_.conversations().size(), 1u);
  EXPECT_EQ(talk().protocol, ConversationProtocol::udp);
}

TEST_F(HandmadeLadder, datagrams_count_and_get_lost) {
  datagram(true, 5000, as_bytes("one"));
  datagram(true, 5000, as_bytes("two"));
  datagram(true, 5000, as_bytes("three"), Way::lost_by_receiver);
  EXPECT_EQ(lines_of(talk()), Lines{"> Data!"});
  EXPECT_EQ(last().bytes, 11u);
  datagram(true, 5000, as_bytes("four"));
  EXPECT_EQ(lines_of(talk()), (Lines{"> Data!", "> Data"}));
  EXPECT_EQ(last().arrives, now_ + Duration(20));
}

TEST_F(HandmadeLadder, a_duplicate_made_by_the_link_is_not_sent_again_by_its_sender) {
  connect();
  from_client(0, as_bytes("data"));
  now_ -= Duration(100);  // the same instant once more
  from_client(0, as_bytes("data"));
  EXPECT_EQ(lines_of(talk()).back(), "> Data");
}

}  // namespace
}  // namespace tlscam
