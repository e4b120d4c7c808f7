#include "sim/service/gateway.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/service/running_services.h"
#include "sim/service/service_list.h"
#include "sim/wire/arp.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/dns.h"
#include "sim/wire/icmp.h"
#include "sim/wire/tcp.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1'000'000s};
constexpr MacAddress kGatewayMac{{0x02, 0x00, 0xc0, 0xa8, 0x01, 0x01}};
constexpr MacAddress kNodeMac{{0x02, 0, 0, 0, 0, 1}};
constexpr Ipv4Address kGateway{{192, 168, 1, 1}};
constexpr Ipv4Address kNode{{192, 168, 1, 50}};
constexpr Ipv4Address kTime{{203, 0, 113, 123}};
constexpr Ipv4Address kNobody{{198, 51, 100, 7}};

/// A node that is not simulated: the test writes its frames and looks at what comes back.
struct GatewayTest : testing::Test {
  EventQueue events{kStart};
  Switch network{events, 1};
  Gateway gateway{network};
  RunningServices services;
  std::vector<Bytes> received;
  Link& node =
      network.plug("node", {}, [this](ByteView frame) { received.emplace_back(frame.begin(), frame.end()); });

  GatewayTest() {
    for (const ServiceForm& form : service_forms()) {
      if (form.runs != ServiceForm::Runs::gateway) continue;
      EXPECT_TRUE(services.start(form.key, form, {gateway, "", kGateway, 1}, {}, {}));
    }
  }

  void send_frame(std::uint16_t type, ByteView payload, MacAddress to = kGatewayMac) {
    received.clear();
    node.send(emit_ethernet({to, kNodeMac, type, payload}));
    events.run_until(events.now() + 1s);
  }
  void send_arp(ArpOperation operation, Ipv4Address sender, Ipv4Address target) {
    send_frame(kEtherTypeArp, emit_arp({operation, kNodeMac, sender, {}, target}), kBroadcastMac);
  }
  void send_ip(Ipv4Packet packet, MacAddress to = kGatewayMac) {
    send_frame(kEtherTypeIpv4, emit_ipv4_packet(packet), to);
  }
  void send_udp(const UdpDatagram& datagram, MacAddress to = kGatewayMac) {
    const Bytes segment = emit_udp(datagram);
    send_ip({.source = datagram.source,
             .destination = datagram.destination,
             .protocol = kProtocolUdp,
             .payload = segment},
            to);
  }
  void ping(Ipv4Address destination) {
    const Bytes echo =
        emit_icmp({.type = kIcmpEchoRequest, .rest_of_header = 0x10001, .payload = as_bytes("hi")});
    send_ip({.source = kNode, .destination = destination, .protocol = kProtocolIcmp, .payload = echo});
  }

  /// The one packet that came back; its payload is a view into `received`.
  Ipv4Packet answer() {
    EXPECT_EQ(received.size(), 1u);
    if (received.size() != 1) return {};
    const auto frame = parse_ethernet(received[0]);
    EXPECT_EQ(frame->destination, kNodeMac);
    EXPECT_EQ(frame->source, kGatewayMac);
    const auto packet = parse_ipv4_packet(frame->payload);
    EXPECT_TRUE(packet) << packet.error().text;
    return packet.value_or(Ipv4Packet{});
  }
  void expect_unreachable(std::uint8_t code, Ipv4Address from) {
    const Ipv4Packet packet = answer();
    EXPECT_EQ(packet.source, from);
    const auto message = parse_icmp(packet.payload);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, kIcmpUnreachable);
    EXPECT_EQ(message->code, code);
    EXPECT_EQ(message->payload.size(), 28u);  // the header in question and 8 bytes
  }
};

TEST_F(GatewayTest, answers_arp_for_itself_only) {
  send_arp(ArpOperation::request, kNode, kGateway);
  ASSERT_EQ(received.size(), 1u);
  const auto reply = parse_arp(parse_ethernet(received[0])->payload);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->operation, ArpOperation::reply);
  EXPECT_EQ(reply->sender_mac, kGatewayMac);
  EXPECT_EQ(reply->sender_address, kGateway);
  send_arp(ArpOperation::request, {}, kNode);  // the probe of an offered address
  EXPECT_TRUE(received.empty());
  send_arp(ArpOperation::request, kNode, kTime);  // public addresses lie behind the router
  EXPECT_TRUE(received.empty());
}

TEST_F(GatewayTest, answers_echo_for_its_own_and_for_bound_addresses) {
  for (const Ipv4Address address : {kGateway, kTime}) {
    ping(address);
    const Ipv4Packet packet = answer();
    EXPECT_EQ(packet.source, address);
    const auto message = parse_icmp(packet.payload);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, kIcmpEchoReply);
    EXPECT_EQ(message->rest_of_header, 0x10001u);
    EXPECT_EQ(as_text(message->payload), "hi");
  }
}

TEST_F(GatewayTest, reports_hosts_that_do_not_exist) {
  ping(kNobody);
  expect_unreachable(kIcmpHostUnreachable, kGateway);
}

TEST_F(GatewayTest, reports_ports_where_nobody_listens) {
  send_udp({kNode, 5000, kGateway, 9, as_bytes("1234567890")});
  expect_unreachable(kIcmpPortUnreachable, kGateway);
  send_udp({kNode, 5000, kTime, 9, as_bytes("1234567890")});
  expect_unreachable(kIcmpPortUnreachable, kTime);
}

TEST_F(GatewayTest, never_reports_about_reports_broadcasts_and_nobody) {
  const Bytes report = emit_icmp({.type = kIcmpUnreachable, .code = 1, .payload = Bytes(28)});
  send_ip({.source = kNode, .destination = kNobody, .protocol = kProtocolIcmp, .payload = report});
  EXPECT_TRUE(received.empty());
  send_udp({kNode, 1, {{192, 168, 1, 255}}, 9, {}}, kBroadcastMac);
  EXPECT_TRUE(received.empty());
  send_udp({{}, 1, kGateway, 9, {}});
  EXPECT_TRUE(received.empty());
}

TEST_F(GatewayTest, resets_tcp_connections) {
  const Bytes syn = emit_tcp({.source = kNode,
                              .source_port = 50000,
                              .destination = kTime,
                              .destination_port = 443,
                              .sequence = 99,
                              .flags = kTcpSyn});
  send_ip({.source = kNode, .destination = kTime, .protocol = kProtocolTcp, .payload = syn});
  const auto reset = parse_tcp(answer());
  ASSERT_TRUE(reset);
  EXPECT_EQ(reset->flags, kTcpRst | kTcpAck);
  EXPECT_EQ(reset->acknowledgment, 100u);
  EXPECT_EQ(reset->destination_port, 50000);

  const Bytes rst = emit_tcp({.source = kNode, .destination = kTime, .flags = kTcpRst});
  send_ip({.source = kNode, .destination = kTime, .protocol = kProtocolTcp, .payload = rst});
  EXPECT_TRUE(received.empty());
}

TEST_F(GatewayTest, hands_datagrams_to_who_bound_the_address_before_who_bound_any) {
  std::string heard;
  gateway.bind_udp(std::nullopt, 7000, [&](const UdpDatagram&) { heard += "any "; });
  gateway.bind_udp(kTime, 7000, [&](const UdpDatagram& datagram) { heard += as_text(datagram.payload); });
  send_udp({kNode, 1, kGateway, 7000, as_bytes("x")});
  send_udp({kNode, 1, {{255, 255, 255, 255}}, 7000, as_bytes("x")}, kBroadcastMac);
  send_udp({kNode, 1, kTime, 7000, as_bytes("one")});
  EXPECT_EQ(heard, "any any one");
}

TEST_F(GatewayTest, drops_what_is_broken) {
  int heard = 0;
  gateway.bind_udp(kGateway, 7000, [&](const UdpDatagram&) { ++heard; });
  const Bytes segment = emit_udp({kNode, 1, kGateway, 7000, as_bytes("x")});
  const Ipv4Packet packet{
      .source = kNode, .destination = kGateway, .protocol = kProtocolUdp, .payload = segment};
  Bytes bytes = emit_ipv4_packet(packet);
  bytes[8] ^= 1;  // the header checksum is wrong now
  send_frame(kEtherTypeIpv4, bytes);
  bytes = emit_ipv4_packet(packet);
  bytes.back() ^= 1;  // that of UDP
  send_frame(kEtherTypeIpv4, bytes);
  Ipv4Packet fragment = packet;
  fragment.more_fragments = true;
  send_ip(fragment);
  send_ip(packet, kBroadcastMac);            // for one node, but sent to all
  send_ip(packet, {{0x02, 0, 0, 0, 0, 9}});  // for another node, flooded by the switch
  EXPECT_EQ(heard, 0);
  EXPECT_TRUE(received.empty());
  send_ip(packet);
  EXPECT_EQ(heard, 1);
}

TEST_F(GatewayTest, asks_for_a_nodes_mac_and_then_sends_what_waited) {
  gateway.send_udp({kTime, 123, kNode, 5000, as_bytes("first")});
  gateway.send_udp({kTime, 123, kNode, 5000, as_bytes("latest")});
  events.run_until(events.now() + 1s);
  ASSERT_EQ(received.size(), 2u);
  const auto question = parse_arp(parse_ethernet(received[0])->payload);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->target_address, kNode);
  send_frame(kEtherTypeArp, emit_arp({ArpOperation::reply, kNodeMac, kNode, kGatewayMac, kGateway}));
  EXPECT_EQ(as_text(parse_udp(answer())->payload), "latest");
}

TEST_F(GatewayTest, gives_an_address_and_with_it_a_name) {
  gateway.dhcp().reserve(kNodeMac, kNode, "openmv");
  EXPECT_FALSE(gateway.dns().find("openmv"));

  DhcpMessage request;
  request.client_mac = kNodeMac;
  const auto exchange = [&](DhcpType type) {
    request.type = type;
    send_udp({{}, kDhcpClientPort, {{255, 255, 255, 255}}, kDhcpServerPort, emit_dhcp(request)},
             kBroadcastMac);
    const Ipv4Packet packet = answer();
    EXPECT_EQ(packet.destination, kNode);
    const auto datagram = parse_udp(packet);
    EXPECT_EQ(datagram->destination_port, kDhcpClientPort);
    return *parse_dhcp(datagram->payload);
  };
  const DhcpMessage offer = exchange(DhcpType::discover);
  EXPECT_EQ(offer.type, DhcpType::offer);
  EXPECT_FALSE(gateway.dns().find("openmv"));
  request.requested_address = offer.your_address;
  request.server = offer.server;
  EXPECT_EQ(exchange(DhcpType::request).type, DhcpType::ack);
  EXPECT_EQ(gateway.dns().find("openmv"), kNode);

  request = {};
  request.client_mac = kNodeMac;
  request.client_address = kNode;
  request.type = DhcpType::release;
  send_udp({kNode, kDhcpClientPort, kGateway, kDhcpServerPort, emit_dhcp(request)});
  EXPECT_FALSE(gateway.dns().find("openmv"));
}

TEST_F(GatewayTest, does_not_let_a_client_take_a_name_that_is_in_use) {
  DhcpMessage request;
  request.type = DhcpType::request;
  request.client_mac = kNodeMac;
  request.requested_address = Ipv4Address{{192, 168, 1, 100}};
  request.host_name = "intranet";
  gateway.dns().set_address("intranet", kTime);
  send_udp({{}, kDhcpClientPort, {{255, 255, 255, 255}}, kDhcpServerPort, emit_dhcp(request)}, kBroadcastMac);
  EXPECT_EQ(gateway.dhcp().leases(events.now()).size(), 1u);
  EXPECT_EQ(gateway.dns().find("intranet"), kTime);
}

TEST_F(GatewayTest, resolves_at_its_own_and_at_well_known_name_servers) {
  const Bytes query = *emit_dns({.question = {.name = "pool.ntp.org"}, .answers = {}});
  for (const Ipv4Address server : {kGateway, Ipv4Address{{8, 8, 8, 8}}}) {
    send_udp({kNode, 5000, server, kDnsPort, query});
    const Ipv4Packet packet = answer();
    EXPECT_EQ(packet.source, server);
    const auto reply = parse_dns(parse_udp(packet)->payload);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->answers.at(0).data, (Bytes{203, 0, 113, 123}));
  }
}

TEST_F(GatewayTest, tells_the_time) {
  Bytes request(48);
  request[0] = 0x1b;
  send_udp({kNode, 5000, kTime, 123, request});
  const auto datagram = parse_udp(answer());
  ASSERT_TRUE(datagram);
  EXPECT_EQ(Cursor(datagram->payload.subspan(40)).u32be(), 2'208'988'800u + 1'000'000u);
  ASSERT_TRUE(RunningServices::set_faults(*services.find("ntp"), {ServiceFault{"unreachable"}}));
  send_udp({kNode, 5000, kTime, 123, request});
  EXPECT_TRUE(received.empty());
}

}  // namespace
}  // namespace tlscam
