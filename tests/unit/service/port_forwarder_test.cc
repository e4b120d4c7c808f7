// A router with a public address: a host beyond it and a node inside it reach a node by it. Both ends are
// stacks, so every packet crosses the switch and the gateway, with right checksums.
#include "sim/service/port_forwarder.h"

#include <gtest/gtest.h>

#include "sim/service/gateway.h"
#include "sim/service/running_services.h"
#include "sim/service/service_list.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Ipv4Address kPublic{{192, 0, 2, 1}};
constexpr Ipv4Address kHost{{203, 0, 113, 10}};
constexpr Ipv4Address kInside{{192, 168, 1, 3}};
constexpr Ipv4Address kServer{{192, 168, 1, 2}};

struct Router {
  EventQueue events{*parse_instant("2026-11-23 10:00:00")};
  Switch network{events, 1};
  Gateway gateway{network, {.link = {}, .seed = 5}};
  RunningServices services;
  std::shared_ptr<TcpConnection> accepted;

  Router() {
    EXPECT_TRUE(gateway.add_host(kHost));
    EXPECT_TRUE(gateway.stack().add_address("inside", kInside));
    EXPECT_TRUE(gateway.stack().add_address("server", kServer));
    gateway.dns().set_address("camera", kServer);
    EXPECT_TRUE(gateway.stack().listen_tcp(kServer, 8443, [this](std::shared_ptr<TcpConnection> tcp) {
      accepted = std::move(tcp);
      accepted->set_handlers({.data = [this](ByteView data) {
        accepted->send(data);
        accepted->consumed(data.size());
      }});
    }));
  }

  Result<RunningService*> forward(std::vector<std::string> ports, Ipv4Address address = kPublic) {
    const Settings settings{{"address", address},
                            {"names", std::vector<std::string>{"cam.example.net"}},
                            {"ports", std::move(ports)}};
    return services.start("forwarding", *find_service("forwarding"), {gateway, "", {}, 1}, settings, {});
  }

  // The echo of a text over TCP; empty: there was none.
  std::string say(const std::string& text, Ipv4Address from, std::uint16_t port) {
    std::string heard;
    std::shared_ptr<TcpConnection> client;
    client = gateway.stack()
                 .connect_tcp(kPublic, port,
                              {.connected = [&] { client->send(as_bytes(text)); },
                               .data = [&](ByteView data) { heard += as_text(data); }},
                              from)
                 .value();
    events.run_until(events.now() + 20s);
    client->reset();
    return heard;
  }
};

TEST(PortForwarder, the_internet_reaches_a_node_by_the_public_address) {
  Router router;
  ASSERT_TRUE(router.forward({"443 camera:8443"}));
  EXPECT_EQ(router.gateway.dns().find("cam.example.net"), kPublic);
  EXPECT_EQ(router.say("hello", kHost, 443), "hello");
  EXPECT_EQ(router.accepted->remote_address(), kHost);
}

TEST(PortForwarder, a_node_inside_takes_the_same_way) {
  Router router;
  ASSERT_TRUE(router.forward({"443 192.168.1.2:8443"}));
  EXPECT_EQ(router.say(std::string(20'000, 'x'), kInside, 443).size(), 20'000u);
  EXPECT_EQ(router.accepted->remote_address(), router.gateway.config().address)
      << "the server would answer past the router";
}

TEST(PortForwarder, datagrams_go_the_same_way) {
  Router router;
  ASSERT_TRUE(router.forward({"5000 camera:7"}));
  HostStack& stack = router.gateway.stack();
  std::shared_ptr<UdpSocket> server;
  server = stack
               .open_udp(kServer, 7,
                         [&](Ipv4Address from, std::uint16_t port, ByteView data) {
                           EXPECT_TRUE(server->send(from, port, data));
                         })
               .value();
  for (const Ipv4Address from : {kHost, kInside}) {
    std::string heard;
    const auto receive = [&](Ipv4Address address, std::uint16_t port, ByteView data) {
      if (address == kPublic && port == 5000) heard = as_text(data);
    };
    const auto client = stack.open_udp(from, 0, receive).value();
    EXPECT_TRUE(client->send(kPublic, 5000, as_bytes("hello")));
    router.events.run_until(router.events.now() + 5s);
    EXPECT_EQ(heard, "hello");
  }
}

TEST(PortForwarder, other_ports_are_closed) {
  Router router;
  ASSERT_TRUE(router.forward({"443 camera:8443", "80 nobody:80"}));
  EXPECT_EQ(router.say("hello", kHost, 8443), "");
  EXPECT_EQ(router.say("hello", kHost, 80), "") << "nobody has this name";
  EXPECT_EQ(router.say("hello", kInside, 8443), "");
}

TEST(PortForwarder, refuses_settings_that_say_nothing) {
  for (const char* text : {"443", "443 camera", "443 camera:", "443 :80", "x camera:80", "0 camera:80",
                           "443 camera:70000", "443:80 camera"}) {
    Router router;
    EXPECT_FALSE(router.forward({text})) << text;
  }
  Router router;
  EXPECT_FALSE(router.forward({}, kHost)) << "it is a host's";
  EXPECT_FALSE(router.forward({}, kServer)) << "it lies in the network";
}

}  // namespace
}  // namespace tlscam
