// These tests let a camera be the access point of another one: network.WLAN(network.AP_IF).
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tests/scenes/free_bench.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kAccessPoint =
    "import network, socket, time\n"
    "ap = network.WLAN(network.AP_IF)\n"
    "ap.config(ssid='garden', key='{key}', security={security})\n"
    "ap.active(True)\n"
    "print('serving', ap.ifconfig()[0])\n"
    "listener = socket.socket()\n"
    "listener.bind(('', 4433))\n"
    "listener.listen(1)\n"
    "connection, peer = listener.accept()\n"
    "print('stations', len(ap.status('stations')), 'from', peer[0])\n"
    "connection.send(b'hello')\n"
    "connection.close()\n";

constexpr std::string_view kStation =
    "import network, socket, time\n"
    "wlan = network.WLAN(network.STA_IF)\n"
    "wlan.active(True)\n"
    "print('hears', [one[0] for one in wlan.scan()])\n"
    "wlan.connect('garden'{key})\n"
    "for i in range(100):\n"
    "    if wlan.isconnected() or wlan.status() < 0: break\n"
    "    time.sleep_ms(100)\n"
    "print('status', wlan.status())\n"
    "if wlan.isconnected():\n"
    "    print('address', wlan.ifconfig()[0])\n"
    "    s = socket.socket()\n"
    "    s.connect(('192.168.4.1', 4433))\n"
    "    print(s.recv(10))\n"
    "while wlan.isconnected(): time.sleep_ms(100)\n"
    "print('alone', wlan.status())\n";

class AccessPointCamera : public FreeBench {
 protected:
  AccessPointCamera() {
    done(PowerCommand{"cam2", true});
    advance(2s);
  }

  // Lets one camera serve its network and the other one join it.
  void play(const std::string& key, const std::string& security, const std::string& station_key) {
    done(RunScriptCommand{
        "openmv", "ap.py",
        fmt::format(fmt::runtime(kAccessPoint), fmt::arg("key", key), fmt::arg("security", security))});
    ASSERT_TRUE(until([&] { return printed("serving 192.168.4.1"); })) << printed_;
    done(RunScriptCommand{"cam2", "station.py",
                          fmt::format(fmt::runtime(kStation), fmt::arg("key", station_key))});
  }

  bool said(std::string_view text) {
    return until([&] {
      for (const OutputChunk& chunk : update_.output)
        if (chunk.camera == "cam2") station_ += as_text(chunk.bytes);
      return station_.find(text) != std::string::npos;
    });
  }

  std::string station_;
};

TEST_F(AccessPointCamera, gives_an_address_and_carries_a_connection) {
  play("garden-key", "4", ", 'garden-key'");
  EXPECT_TRUE(said("b'hello'")) << station_ << printed_;
  EXPECT_NE(station_.find("hears [b'tlscam', b'garden']"), std::string::npos) << station_;
  EXPECT_NE(station_.find("status 3\r\naddress 192.168.4.16"), std::string::npos) << station_;
  EXPECT_TRUE(until([&] { return printed("stations 1 from 192.168.4.16"); })) << printed_;
  const auto& conversations = update_.snapshot.conversations;
  const auto named = [](const auto& one) {
    return one->client.name == "cam2" && one->server.name == "openmv";
  };
  EXPECT_TRUE(std::ranges::any_of(conversations, named)) << "the two ends have the names of the cameras";
}

TEST_F(AccessPointCamera, is_on_the_map_with_its_stations) {
  const auto network_of = [this](std::string_view camera) -> const AccessPointView* {
    for (const NodeSnapshot& node : update_.snapshot.nodes)
      if (node.name == camera && node.radio && node.radio->serves) return &*node.radio->serves;
    return nullptr;
  };
  EXPECT_EQ(network_of("openmv"), nullptr);
  play("garden-key", "4", ", 'garden-key'");
  const AccessPointView* network = network_of("openmv");
  ASSERT_NE(network, nullptr);
  EXPECT_EQ(network->ssid, "garden");
  EXPECT_FALSE(network->open);
  EXPECT_TRUE(network->stations.empty());
  ASSERT_TRUE(said("b'hello'")) << station_;
  network = network_of("openmv");
  ASSERT_NE(network, nullptr);
  EXPECT_EQ(network->stations, std::vector<std::string>{"cam2"});
  EXPECT_EQ(network_of("cam2"), nullptr);
  done(PowerCommand{"openmv", false});
  EXPECT_TRUE(said("alone -2")) << station_;
  EXPECT_EQ(network_of("openmv"), nullptr) << "it has gone with its camera";
}

TEST_F(AccessPointCamera, goes_and_its_stations_notice) {
  play("garden-key", "4", ", 'garden-key'");
  ASSERT_TRUE(said("b'hello'")) << station_;
  done(PowerCommand{"openmv", false});
  EXPECT_TRUE(said("alone -2")) << station_;
}

TEST_F(AccessPointCamera, an_open_network_needs_no_key) {
  play("", "0", "");
  EXPECT_TRUE(said("b'hello'")) << station_;
  const auto is_open = [](const NodeSnapshot& node) {
    return node.name == "openmv" && node.radio && node.radio->serves && node.radio->serves->open;
  };
  EXPECT_TRUE(std::ranges::any_of(update_.snapshot.nodes, is_open));
}

TEST_F(AccessPointCamera, a_wrong_key_or_none_is_refused) {
  play("garden-key", "4", "");
  EXPECT_TRUE(said("status -3")) << station_;
}

TEST_F(AccessPointCamera, is_a_network_of_its_own) {
  play("garden-key", "4", ", 'garden-key'");
  std::set<std::string> links;
  EXPECT_TRUE(until([&] {
    for (const FrameShown& frame : update_.frames)
      if (frame.source.starts_with("192.168.4.")) links.insert(frame.link);
    return printed("stations 1");
  }));
  EXPECT_EQ(links, (std::set<std::string>{"cam2.wlan", "openmv.ap"}));
}

}  // namespace
}  // namespace tlscam
