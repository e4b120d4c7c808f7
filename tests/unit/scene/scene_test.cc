#include "sim/scene/scene.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Bridge, IsReadFromItsShortForm) {
  const auto tcp = parse_bridge("127.0.0.1:8443=openmv:443");
  ASSERT_TRUE(tcp);
  EXPECT_EQ(to_text(tcp->real), "127.0.0.1:8443");
  EXPECT_EQ(tcp->camera, "openmv");
  EXPECT_EQ(tcp->port, 443);
  EXPECT_EQ(tcp->protocol, SceneProtocol::tcp);

  const auto udp = parse_bridge("localhost:5000=cam2:5684/udp");
  ASSERT_TRUE(udp);
  EXPECT_EQ(udp->port, 5684);
  EXPECT_EQ(udp->protocol, SceneProtocol::udp);
}

TEST(Bridge, MistakesAreRefused) {
  for (const char* text :
       {"", "127.0.0.1:8443", "8443=openmv:443", "127.0.0.1:8443=openmv", "127.0.0.1:0=openmv:443",
        "127.0.0.1:8443=openmv:443/sctp", "0.0.0.0:8443=openmv:443", "10.0.0.1:8443=openmv:443"})
    EXPECT_FALSE(parse_bridge(text)) << text;
}

TEST(Reach, IsReadFromItsShortForm) {
  const auto reach = parse_reach("server=127.0.0.1:4433");
  ASSERT_TRUE(reach);
  EXPECT_EQ(reach->name, "server");
  EXPECT_EQ(reach->real.port, 4433);
  for (const char* text : {"", "server", "=127.0.0.1:1", "server=example.org:443"})
    EXPECT_FALSE(parse_reach(text)) << text;
}

TEST(FilePath, StaysInsideItsFolder) {
  for (const char* path : {"a", "a/b.der", "..a/b", "a..b"}) EXPECT_TRUE(check_file_path(path)) << path;
  for (const char* path : {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "a\nb"})
    EXPECT_FALSE(check_file_path(path)) << path;
}

TEST(Scene, OneRealPortServesOneBridge) {
  Scene scene;
  scene.real_time = true;
  scene.cameras.emplace_back().name = "openmv";
  scene.bridges = {*parse_bridge("127.0.0.1:1000=openmv:1"), *parse_bridge("127.0.0.1:1000=openmv:1/udp")};
  EXPECT_TRUE(check_scene(scene));
  scene.bridges.push_back(*parse_bridge("127.0.0.1:1000=openmv:2"));
  const auto checked = check_scene(scene);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().text, "bridges[2].real: 127.0.0.1:1000 is bridged twice");
}

TEST(Scene, HasAddressesForSoManyCameras) {
  Scene scene;
  for (std::size_t i = 0; i < kMaxCameras; ++i) scene.cameras.emplace_back().name = fmt::format("cam{}", i);
  EXPECT_TRUE(check_scene(scene));

  scene.real_time = true;
  scene.reaches = {*parse_reach("server=127.0.0.1:4433")};
  EXPECT_EQ(check_scene(scene).error().text,
            "reaches: with more than 150 cameras, here 200, no addresses are left for them");
  scene.cameras.resize(kMaxCamerasWithReaches);
  EXPECT_TRUE(check_scene(scene));

  scene.reaches.clear();
  for (std::size_t i = kMaxCamerasWithReaches; i <= kMaxCameras; ++i)
    scene.cameras.emplace_back().name = fmt::format("cam{}", i);
  EXPECT_EQ(check_scene(scene).error().text, "cameras: 201 cameras; a scene has at most 200");
}

TEST(Scene, FilesThatTheDriveCannotTellApartAreRefused) {
  Scene scene;
  scene.cameras.emplace_back().name = "openmv";
  scene.cameras[0].files = {{"CA.der", {}}, {"ca.der", {}}};
  EXPECT_FALSE(check_scene(scene));

  scene.cameras[0].files.clear();
  scene.cameras[0].romfs = {{"CA.der", {}}, {"ca.der", {}}};
  EXPECT_TRUE(check_scene(scene)) << "a ROMFS does tell them apart";
}

}  // namespace
}  // namespace tlscam
