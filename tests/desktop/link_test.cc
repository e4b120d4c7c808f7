// Worlds that are handed on: links of the page, files with a state, scenes.
#include <gmock/gmock.h>

#include <filesystem>

#include "sim/base/file.h"
#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

std::string page_link(const std::string& name) {
  const auto bytes = read_file(TLSCAM_SOURCE_DIR "/tests/unit/desktop/page-" + name + "-link.txt");
  return bytes ? std::string(as_text(*bytes)) : "";
}

TEST(DesktopLink, a_scene_of_the_page_is_put_into_its_lesson) {
  DrivenWindow window({page_link("scene")});
  window.wait_for("[notices] This is a shared scene");
  EXPECT_TRUE(window.shows("server.pem", "bench"));  // the lesson's own files are there
  window.click("[bench] client.py");
  window.wait_for("[bench] grüße");
  EXPECT_TRUE(window.shows("loses 25 %", "network"));
  window.picture("link-scene");
}

TEST(DesktopLink, a_state_of_the_page_goes_on) {
  DrivenWindow window({page_link("state")});
  window.wait_for("[bench] server.key");
  EXPECT_FALSE(window.shows("server.pem", "bench"));
  window.click("[bench] openmv");
  window.wait_for("[bench] Switch off");
}

TEST(DesktopLink, a_state_is_saved_and_opened) {
  TestFolder folder;
  {
    DrivenWindow window({"first-verified-connection"}, {"HOME=" + folder.path().string()});
    window.wait_for("[bench] client.py");
    window.key("ctrl+k");
    window.type("share");
    window.key("enter");
    window.click("[dialog] Everything as it is now");
    window.wait_for("[dialog] The link has");
    window.picture("share");
    window.click("[dialog] Save as a file");
    window.wait_for("[notices] Saved as");
  }
  const fs::path file = folder.path() / "first-verified-connection.tlscam";
  ASSERT_TRUE(fs::exists(file));
  DrivenWindow window({file.string()});
  window.wait_for("[lesson] step 1 of 7");
  window.wait_for("[bench] client.py");
}

TEST(DesktopLink, a_scene_file_is_opened) {
  DrivenWindow window({"--scene", TLSCAM_SOURCE_DIR "/assets/scenes/first-handshake/world.json"});
  window.wait_for("[wire] ServerHello");
  window.wait_for("[lesson] Free bench");
}

constexpr std::string_view kAccessPoint = R"(
import network, time
ap = network.WLAN(network.AP_IF)
ap.config(ssid='garden', key='sunflower', security=3)
ap.active(True)
while True: time.sleep_ms(500)
)";

constexpr std::string_view kStation = R"(
import network, time
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
while not wlan.isconnected():
    wlan.connect('garden', 'sunflower')
    time.sleep_ms(1000)
while True: time.sleep_ms(500)
)";

TEST(DesktopLink, the_network_that_a_camera_makes_is_on_the_map) {
  TestFolder folder;
  const auto put = [&](const std::string& name, std::string_view text) {
    ASSERT_FALSE(write_file(folder.path() / name, as_bytes(text)));
  };
  put("ap.py", kAccessPoint);
  put("station.py", kStation);
  put("world.json", R"({"cameras": [{"name": "openmv", "script": "ap.py"},
                                    {"name": "cam2", "script": "station.py"}]})");
  DrivenWindow window({"--scene", (folder.path() / "world.json").string()});
  window.wait_for("[network] cam2 has joined garden, the network of openmv");
  EXPECT_TRUE(window.shows("garden", "network"));
  window.picture("map-own-network");
}

}  // namespace
}  // namespace tlscam
