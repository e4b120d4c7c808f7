// The window itself: sizes, scales, themes, what it costs when nothing happens.
#include <gtest/gtest.h>

#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

TEST(DesktopWindow, shows_its_areas_as_tabs_where_it_is_narrow) {
  DrivenWindow window({"first-verified-connection"});
  window.wait_for("[lesson] Show me");
  window.resize(800, 600);
  window.click("Bench");
  EXPECT_TRUE(window.shows("Terminal of the workstation", "bench"));
  EXPECT_FALSE(window.shows("Show me", "lesson"));
  window.picture("narrow");
  window.resize(1920, 1080);
  window.click("[bench] Restore Bench");
  EXPECT_TRUE(window.shows("Show me", "lesson"));
}

TEST(DesktopWindow, keeps_everything_in_reach_at_any_scale) {
  DrivenWindow window({"first-verified-connection"});
  window.wait_for("[lesson] Show me");
  window.resize(3840, 2160);
  for (const double factor : {2.0, 1.3, 1.0}) {
    window.scale(factor);
    EXPECT_TRUE(window.shows("Show me", "lesson")) << factor;
    EXPECT_TRUE(window.shows("switch", "network")) << factor;
  }
  window.picture("wide");
}

TEST(DesktopWindow, collapses_and_opens_areas) {
  DrivenWindow window({"first-verified-connection"});
  window.wait_for("[lesson] Show me");
  window.click("[lesson] Collapse Lesson");
  EXPECT_FALSE(window.shows("Show me", "lesson"));
  window.click("[lesson] Open Lesson");
  EXPECT_TRUE(window.shows("Show me", "lesson"));
  window.click("[wire] Maximise Wire");
  EXPECT_FALSE(window.shows("Show me", "lesson"));
  window.click("[wire] Restore Wire");
  EXPECT_TRUE(window.shows("Show me", "lesson"));
}

}  // namespace
}  // namespace tlscam
