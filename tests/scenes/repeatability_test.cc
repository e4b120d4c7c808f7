// The same scene and seed: the same frames at the same times, to the byte. Another seed: others.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/scenes/tlscam_process.h"

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

class Repeatability : public testing::TestWithParam<std::string> {};

TEST_P(Repeatability, TheSeedDecides) {
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

INSTANTIATE_TEST_SUITE_P(Of, Repeatability,
                         testing::Values("first-handshake", "mutual-tls", "dtls-cookie", "wlan", "rom"),
                         scene_name);

}  // namespace
}  // namespace tlscam
