#include "sim/service/dhcp_server.h"

#include <gtest/gtest.h>

#include <string>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1'000'000s};
constexpr Ipv4Address kServer{{192, 168, 1, 1}};
constexpr Ipv4Address kBroadcast{{255, 255, 255, 255}};

MacAddress mac(std::uint8_t number) {
  return {{0x02, 0, 0, 0, 0, number}};
}
Ipv4Address lan(std::uint8_t number) {
  return {{192, 168, 1, number}};
}

struct DhcpServerTest : testing::Test {
  DhcpServer server;
  Instant now = kStart;
  std::string events;  // "+openmv " for a lease, "-openmv " for its end

  DhcpServerTest() {
    server.on_lease([this](const DhcpLease& lease) { events += "+" + lease.host_name + " "; });
    server.on_lease_end([this](const DhcpLease& lease) { events += "-" + lease.host_name + " "; });
  }

  static DhcpMessage message(DhcpType type, std::uint8_t client) {
    DhcpMessage made;
    made.type = type;
    made.client_mac = mac(client);
    made.transaction = 42;
    return made;
  }
  std::optional<DhcpReply> send(const DhcpMessage& request) { return server.answer(emit_dhcp(request), now); }
  static DhcpMessage read(const std::optional<DhcpReply>& reply) {
    EXPECT_TRUE(reply.has_value());
    if (!reply) return {};
    return parse_dhcp(reply->message).value_or(DhcpMessage{});
  }
  DhcpMessage discover(std::uint8_t client) { return read(send(message(DhcpType::discover, client))); }
  DhcpMessage request(std::uint8_t client, Ipv4Address address, std::string host_name = {}) {
    DhcpMessage made = message(DhcpType::request, client);
    made.requested_address = address;
    made.server = kServer;
    made.host_name = std::move(host_name);
    return read(send(made));
  }
};

TEST_F(DhcpServerTest, offers_a_reserved_address_and_gives_it) {
  server.reserve(mac(1), lan(50), "openmv");
  const DhcpMessage offer = discover(1);
  EXPECT_EQ(offer.type, DhcpType::offer);
  EXPECT_EQ(offer.transaction, 42u);
  EXPECT_EQ(offer.your_address, lan(50));
  EXPECT_EQ(offer.server, kServer);
  EXPECT_TRUE(server.leases(now).empty());  // an offer is not a lease
  EXPECT_EQ(server.leased_address(mac(1), now), std::nullopt);

  const DhcpMessage ack = request(1, lan(50));
  EXPECT_EQ(ack.type, DhcpType::ack);
  EXPECT_EQ(ack.your_address, lan(50));
  EXPECT_EQ(ack.netmask, (Ipv4Address{{255, 255, 255, 0}}));
  EXPECT_EQ(ack.router, kServer);
  EXPECT_EQ(ack.dns_server, kServer);
  EXPECT_EQ(ack.lease_seconds, 86400u);
  EXPECT_EQ(ack.renewal_seconds, 43200u);
  EXPECT_EQ(ack.rebinding_seconds, 75600u);
  EXPECT_EQ(ack.host_name, "openmv");
  EXPECT_EQ(events, "+openmv ");
  ASSERT_EQ(server.leases(now).size(), 1u);
  EXPECT_EQ(server.leases(now)[0].expires, now + 24h);
  EXPECT_EQ(server.leased_address(mac(1), now), lan(50));
  EXPECT_EQ(server.leased_address(mac(1), now + 24h), std::nullopt);
  EXPECT_EQ(server.leased_address(mac(2), now), std::nullopt);
}

TEST_F(DhcpServerTest, gives_others_the_pool_and_never_one_address_twice) {
  server.reserve(mac(9), lan(101), "reserved");
  EXPECT_EQ(discover(1).your_address, lan(100));
  EXPECT_EQ(discover(2).your_address, lan(102));  // .100 is offered, .101 is reserved
  EXPECT_EQ(discover(1).your_address, lan(100));
  now += 61s;
  EXPECT_EQ(discover(3).your_address, lan(100));  // the offer was not taken
}

TEST_F(DhcpServerTest, gives_a_client_the_address_that_it_had) {
  request(1, lan(150));
  now += 1h;
  EXPECT_EQ(discover(1).your_address, lan(150));
  EXPECT_EQ(server.leases(now).size(), 1u);  // asking did not cost it the lease
}

TEST_F(DhcpServerTest, is_silent_when_the_pool_is_empty) {
  for (int i = 0; i < 100; ++i) {
    request(static_cast<std::uint8_t>(i), lan(static_cast<std::uint8_t>(100 + i)));
  }
  EXPECT_EQ(server.leases(now).size(), 100u);
  EXPECT_FALSE(send(message(DhcpType::discover, 200)));
}

TEST_F(DhcpServerTest, refuses_what_is_not_the_clients) {
  server.reserve(mac(1), lan(50), "openmv");
  request(1, lan(50));
  EXPECT_EQ(request(2, lan(50)).type, DhcpType::nak);
  EXPECT_EQ(request(2, {{10, 0, 0, 5}}).type, DhcpType::nak);
  EXPECT_EQ(request(1, lan(120)).type, DhcpType::nak);  // it has a reservation
  DhcpMessage refused = message(DhcpType::request, 2);
  refused.requested_address = lan(50);
  const auto nak = send(refused);
  ASSERT_TRUE(nak);
  EXPECT_EQ(nak->mac, kBroadcastMac);
  EXPECT_EQ(nak->address, kBroadcast);
}

TEST_F(DhcpServerTest, renews) {
  request(1, lan(100), "cam1");
  now += 12h;
  DhcpMessage renewal = message(DhcpType::request, 1);
  renewal.client_address = lan(100);
  renewal.host_name = "cam1";
  const auto reply = send(renewal);
  EXPECT_EQ(read(reply).type, DhcpType::ack);
  EXPECT_EQ(reply->address, lan(100));
  EXPECT_EQ(server.leases(now)[0].expires, now + 24h);
}

TEST_F(DhcpServerTest, answers_to_where_the_client_can_hear) {
  DhcpMessage request = message(DhcpType::discover, 1);
  EXPECT_EQ(send(request)->mac, mac(1));
  EXPECT_EQ(send(request)->address, lan(100));
  request.broadcast = true;
  EXPECT_EQ(send(request)->mac, kBroadcastMac);
  EXPECT_EQ(send(request)->address, kBroadcast);
}

TEST_F(DhcpServerTest, forgets_an_offer_when_the_client_takes_anothers) {
  EXPECT_EQ(discover(1).your_address, lan(100));
  DhcpMessage other = message(DhcpType::request, 1);
  other.requested_address = lan(100);
  other.server = lan(66);
  EXPECT_FALSE(send(other));
  EXPECT_EQ(discover(2).your_address, lan(100));
}

TEST_F(DhcpServerTest, takes_an_address_back) {
  request(1, lan(100), "cam1");
  DhcpMessage release = message(DhcpType::release, 1);
  release.client_address = lan(101);
  EXPECT_FALSE(send(release));
  EXPECT_EQ(events, "+cam1 ");  // not its address
  release.client_address = lan(100);
  EXPECT_FALSE(send(release));
  EXPECT_EQ(events, "+cam1 -cam1 ");
  EXPECT_TRUE(server.leases(now).empty());
}

TEST_F(DhcpServerTest, leaves_a_declined_address_alone_for_a_while) {
  server.reserve(mac(1), lan(50), "openmv");
  request(1, lan(50));
  DhcpMessage decline = message(DhcpType::decline, 1);
  decline.requested_address = lan(50);
  EXPECT_FALSE(send(decline));
  EXPECT_EQ(events, "+openmv -openmv ");
  EXPECT_EQ(discover(1).your_address, lan(100));
  now += 11min;
  EXPECT_EQ(discover(1).your_address, lan(50));
}

TEST_F(DhcpServerTest, lets_nobody_decline_for_another) {
  request(1, lan(100));
  DhcpMessage decline = message(DhcpType::decline, 2);
  decline.requested_address = lan(100);
  send(decline);
  EXPECT_EQ(server.leases(now).size(), 1u);
}

TEST_F(DhcpServerTest, informs_without_a_lease) {
  DhcpMessage inform = message(DhcpType::inform, 1);
  EXPECT_FALSE(send(inform));
  inform.client_address = lan(20);
  const DhcpMessage ack = read(send(inform));
  EXPECT_EQ(ack.type, DhcpType::ack);
  EXPECT_EQ(ack.dns_server, kServer);
  EXPECT_EQ(ack.your_address, Ipv4Address{});
  EXPECT_FALSE(ack.lease_seconds);
  EXPECT_TRUE(server.leases(now).empty());
}

TEST_F(DhcpServerTest, ends_an_expired_lease_when_the_address_goes_to_another) {
  request(1, lan(100), "old");
  now += 25h;
  EXPECT_TRUE(server.leases(now).empty());
  request(2, lan(100), "new");
  EXPECT_EQ(events, "+old -old +new ");
}

TEST_F(DhcpServerTest, takes_only_names_that_are_names_and_nobody_elses) {
  server.reserve(mac(1), lan(50), "openmv");
  for (const char* name : {"OpenMV", "pool.ntp.org", "-cam", "cam_1", "a b"}) {
    EXPECT_EQ(request(2, lan(100), name).host_name, "") << name;
  }
  EXPECT_EQ(request(2, lan(100), "cam-2").host_name, "cam-2");
}

TEST_F(DhcpServerTest, is_silent_as_a_fault) {
  server.faults.silent = true;
  EXPECT_FALSE(send(message(DhcpType::discover, 1)));
  server.faults.silent = false;
  EXPECT_TRUE(send(message(DhcpType::discover, 1)));
}

TEST_F(DhcpServerTest, ignores_what_is_not_for_it) {
  DhcpMessage other = message(DhcpType::discover, 1);
  other.is_reply = true;
  EXPECT_FALSE(send(other));
  other = message(DhcpType::discover, 1);
  other.client_mac = kBroadcastMac;
  EXPECT_FALSE(send(other));
  other = message(DhcpType::discover, 1);
  other.relay = lan(7);
  EXPECT_FALSE(send(other));
  EXPECT_FALSE(send(message(DhcpType::offer, 1)));
  EXPECT_FALSE(server.answer(Bytes(240), now));
}

}  // namespace
}  // namespace tlscam
