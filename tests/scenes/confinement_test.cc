// A stranger's scene attacks the computer that it runs on.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "sim/base/sanitized.h"
#include "tests/scenes/camera_scene.h"
#include "tests/support/forged_function.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

TEST(Confinement, StopsACameraWhoseScriptStartsAProgramAndTheWorldGoesOn) {
  if (kSanitized) GTEST_SKIP() << "a camera with sanitizers is not confined: they need more of the computer";
  CameraScene scene;
  const std::string mark = scene.path("attacked");
  scene.add_bare("openmv", fmt::format("{}call(b'system', b'touch {}')\n", kForgedFunction, mark));
  scene.add_bare("cam2", "import time\ntime.sleep(2)\nprint('the other camera goes on')\n");
  const Outcome outcome = scene.run();
  EXPECT_THAT(outcome.out + outcome.error,
              HasSubstr("openmv was stopped: it asked its computer for something"));
  EXPECT_THAT(outcome.out, HasSubstr("the other camera goes on"));
  EXPECT_FALSE(std::filesystem::exists(mark));
  EXPECT_NE(outcome.exit_code, 0);
}

TEST(Confinement, IsWhatTheVersionTells) {
  const Outcome outcome = run_tlscam({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\ncameras: "));
  EXPECT_THAT(outcome.out, HasSubstr("confined"));
}

}  // namespace
}  // namespace tlscam
