// Pictures of what is always the same, compared with those that somebody has looked at. After a change that
// is meant: TLSCAM_REGENERATE=1 build/native/tests/desktop/desktop_tests --gtest_filter='DesktopGolden.*',
// look at tests/golden/window, and commit it.
#include <gtest/gtest.h>

#include "tests/desktop/golden_picture.h"

namespace tlscam {
namespace {

TEST(DesktopGolden, keys_and_a_lesson_in_both_themes) {
  for (const std::string theme : {"paper", "darkroom"}) {
    DrivenWindow window({"--theme", theme, "--scale", "1", "meet-the-camera"});
    window.resize(1280, 800);
    window.wait_for("[lesson] Show me");
    EXPECT_TRUE(matches_golden(window, "lesson", "lesson-" + theme));
    window.click("[bar] All keys");
    window.wait_for("[keys] Previous, next packet");
    EXPECT_TRUE(matches_golden(window, "keys", "keys-" + theme));
  }
}

}  // namespace
}  // namespace tlscam
