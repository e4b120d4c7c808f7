// Hosts beyond the gateway, with the services that run on them, and a box in the way. The client is the stack
// itself, from an address of the cameras' network, so every packet crosses the switch and the gateway.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/file.h"
#include "sim/net/frame_hash.h"
#include "sim/service/gateway.h"
#include "sim/service/running_services.h"
#include "sim/service/service_list.h"
#include "sim/stack/tls_connection.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Ipv4Address kShop{{203, 0, 113, 10}};
constexpr Ipv4Address kEcho{{203, 0, 113, 11}};
constexpr Ipv4Address kClient{{192, 168, 1, 2}};
const Instant kNow = *parse_instant("2026-11-23 10:00:00");

Bytes certificate(const std::string& name) {
  return read_file(TLSCAM_SOURCE_DIR "/assets/scenes/internet/certificates/" + name).value();
}

Settings shop(std::vector<std::string> versions = {"1.2", "1.3"}) {
  return {{"certificates",
           std::vector{certificate("shop.der"), certificate("authority.der"), certificate("root.der")}},
          {"key", certificate("shop-key.der")},
          {"versions", std::move(versions)},
          {"pages", std::map<std::string, Bytes>{{"index.html", Bytes(100'000, 'x')}}}};
}

struct Internet {
  EventQueue events{kNow};
  Switch network{events, 1};
  FrameHash hash;
  Gateway gateway{network, {.link = {}, .seed = 5}};
  RunningServices services;

  Internet() {
    network.add_tap([this](const TapEvent& event) { hash.add(event); });
    for (const Ipv4Address host : {kShop, kEcho}) EXPECT_TRUE(gateway.add_host(host));
    EXPECT_TRUE(gateway.stack().add_address("workstation", kClient));
  }

  Result<RunningService*> start(const std::string& key, Ipv4Address address, const Settings& settings) {
    return services.start("host/" + key, *find_service(key), {gateway, "host", address, 9}, settings, {});
  }
  std::string fact(const std::string& label) const {
    for (const auto& service : services.all())
      for (const ServiceFact& one : service->service->facts())
        if (one.label == label) return one.value;
    return "";
  }
  void run(Duration duration) { events.run_until(events.now() + duration); }

  struct Fetched {
    std::string page, version, problem;
    bool closed = false;
  };
  Fetched fetch(TlsSettings settings, const std::string& name = "shop.example") {
    Fetched fetched;
    settings.is_server = false;
    const auto endpoint = TlsEndpoint::create(events, 3, std::move(settings)).value();
    const auto tcp = gateway.stack().connect_tcp(kShop, 443, {}, kClient).value();
    std::shared_ptr<TlsConnection> tls;
    tls = TlsConnection::start(endpoint, tcp,
                               {.ready =
                                    [&] {
                                      fetched.version = tls->version();
                                      tls->send(as_bytes("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"));
                                    },
                                .data = [&](ByteView data) { fetched.page += as_text(data); },
                                .ended = [&] { tls->finish(); },
                                .closed =
                                    [&](const std::string& problem) {
                                      fetched.problem = problem;
                                      fetched.closed = true;
                                    }},
                               name);
    run(20s);
    tls->reset();
    return fetched;
  }
};

TEST(HostsTest, a_web_server_speaks_both_versions_of_tls_and_sends_its_chain) {
  for (const bool tls13 : {false, true}) {
    Internet internet;
    const auto started = internet.start("https", kShop, shop());
    ASSERT_TRUE(started) << started.error().text;
    const auto fetched =
        internet.fetch({.anchors = {certificate("root.der")}, .tls12 = !tls13, .tls13 = tls13});
    EXPECT_EQ(fetched.problem, "");
    EXPECT_TRUE(fetched.closed);
    EXPECT_EQ(fetched.version, tls13 ? "TLSv1.3" : "TLSv1.2");
    EXPECT_THAT(fetched.page, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(fetched.page, testing::EndsWith("\r\n\r\n" + std::string(100'000, 'x')));
    EXPECT_EQ(internet.fact("handshakes"), "1");
    EXPECT_EQ(internet.fact("requests"), "1");
  }
}

TEST(HostsTest, a_client_that_does_not_trust_the_server_says_so) {
  Internet internet;
  ASSERT_TRUE(internet.start("https", kShop, shop()));
  EXPECT_EQ(internet.fetch({.anchors = {certificate("authority.der")}}).problem, "");
  // A certificate that another one signed is trusted on behalf of those that it signs, not by itself.
  EXPECT_EQ(internet.fetch({.anchors = {certificate("shop.der")}}).problem, "TLS error -0x2700");
  EXPECT_EQ(internet.fetch({.anchors = {certificate("root.der")}}, "other.example").problem,
            "TLS error -0x2700");
  EXPECT_NE(internet.fact("failures"), "0");
  internet.events.set_true_time(*parse_instant("2030-01-01"));
  EXPECT_EQ(internet.fetch({.anchors = {certificate("root.der")}}).problem, "TLS error -0x2700");
}

TEST(HostsTest, a_web_server_speaks_only_the_versions_that_its_scene_names) {
  Internet internet;
  ASSERT_TRUE(internet.start("https", kShop, shop({"1.3"})));
  EXPECT_NE(internet.fetch({.tls13 = false}).problem, "");
  EXPECT_EQ(internet.fetch({}).version, "TLSv1.3");
}

TEST(HostsTest, settings_that_do_not_fit_are_refused) {
  Internet internet;
  Settings settings = shop();
  settings["key"] = certificate("root.der");
  EXPECT_EQ(internet.start("https", kShop, settings).error().text,
            "key: this is not a private key without a password");
  EXPECT_EQ(internet.start("https", kShop, shop({"1.1"})).error().text,
            "versions: \"1.1\" is neither \"1.2\" nor \"1.3\"");
  settings = shop();
  std::get<std::vector<Bytes>>(settings["certificates"])
      .erase(std::get<std::vector<Bytes>>(settings["certificates"]).begin());
  EXPECT_EQ(internet.start("https", kShop, settings).error().text,
            "key: this is not the key of the first certificate");
}

TEST(HostsTest, the_same_seed_gives_the_same_frames) {
  const auto run = [] {
    Internet internet;
    EXPECT_TRUE(internet.start("https", kShop, shop()));
    internet.fetch({.anchors = {certificate("root.der")}});
    internet.fetch({.anchors = {certificate("root.der")}, .tls13 = false});
    return internet.hash.hex();
  };
  EXPECT_EQ(run(), run());
}

TEST(HostsTest, an_echo_server_sends_datagrams_back) {
  Internet internet;
  ASSERT_TRUE(internet.start("echo", kEcho, {}));
  Bytes answer;
  const auto socket = internet.gateway.stack().open_udp(
      kClient, 5000, [&](Ipv4Address from, std::uint16_t, ByteView payload) {
        EXPECT_EQ(from, kEcho);
        answer.assign(payload.begin(), payload.end());
      });
  ASSERT_TRUE(socket);
  const Bytes large(4000, 7);  // in fragments, both ways
  ASSERT_TRUE((*socket)->send(kEcho, 7, large));
  internet.run(1s);
  EXPECT_EQ(answer, large);
  EXPECT_EQ(internet.fact("datagrams"), "1");
}

TEST(HostsTest, a_box_before_a_host_counts_and_changes_nothing) {
  Internet plain;
  ASSERT_TRUE(plain.start("https", kShop, shop()));
  const std::string page = plain.fetch({}).page;

  Internet watched;
  ASSERT_TRUE(watched.start("https", kShop, shop()));
  const auto box =
      watched.services.start("box", *find_service("counter"), {watched.gateway, "", {}, 1}, {}, {});
  ASSERT_TRUE(box);
  EXPECT_FALSE(watched.gateway.place_middlebox(kClient, (*box)->service->middlebox()));
  ASSERT_TRUE(watched.gateway.place_middlebox(kShop, (*box)->service->middlebox()));
  EXPECT_EQ(watched.fetch({}).page, page);
  EXPECT_GT(std::stoi(watched.fact("frames from the node")), 60);  // 100,000 bytes
  EXPECT_GT(std::stoi(watched.fact("bytes from the node")), 100'000);
  EXPECT_GT(std::stoi(watched.fact("frames to the node")), 10);
}

TEST(HostsTest, hosts_lie_beyond_the_gateway_and_have_one_address_each) {
  Internet internet;
  EXPECT_EQ(internet.gateway.add_host({{192, 168, 1, 9}}).error().text,
            "192.168.1.9 is not an address beyond the gateway");
  EXPECT_FALSE(internet.gateway.add_host(kShop));
}

}  // namespace
}  // namespace tlscam
