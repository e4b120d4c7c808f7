// The same scene and seed give the same frames at the same times, to the byte; another seed gives others.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

std::string frame_hash(const std::string& scene, const std::string& seed) {
  const Outcome outcome =
      run_tlscam({"run", std::string(TLSCAM_SCENES "/") + scene + "/world.json", "--json", "--seed", seed});
  std::istringstream all(outcome.out);
  std::string last;
  for (std::string line; std::getline(all, line);) last = line;
  const auto end = nlohmann::json::parse(last, nullptr, false);
  return end.is_object() ? end.value("frame_hash", "") : "";
}

class Repeats : public testing::TestWithParam<std::string> {};

TEST_P(Repeats, the_seed_decides) {
  const std::string first = frame_hash(GetParam(), "7");
  EXPECT_EQ(first.size(), 64u);
  EXPECT_EQ(frame_hash(GetParam(), "7"), first);
  EXPECT_NE(frame_hash(GetParam(), "8"), first);
}

std::string scene_name(const testing::TestParamInfo<std::string>& scene) {
  std::string name = scene.param;
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Of, Repeats,
                         testing::Values("first-handshake", "mutual-tls", "dtls-cookie", "wlan", "rom"),
                         scene_name);

// The workstation's keys come from the seed as well, and yet all differ.
TEST(Repeatability, every_key_is_another) {
  CameraScene scene;
  auto& camera = scene.add_bare("openmv",
                                "import os\n"
                                "keys = set(open(name, \"rb\").read() for name in os.listdir())\n"
                                "print(len(os.listdir()), len(keys))\n");
  Commands commands;
  for (int i = 0; i < 10; ++i) {
    const std::string name = "k" + std::to_string(i);
    commands = commands + make_key(name);
    camera["copies"][name + ".der"] = name + "-key.der";
  }
  scene.json()["workstation"]["commands"] = commands;
  EXPECT_EQ(scene.run().out, "openmv| 10 10\n");
}

}  // namespace
}  // namespace tlscam
