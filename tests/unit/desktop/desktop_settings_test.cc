#include "sim/desktop/window/desktop_settings.h"

#include <gtest/gtest.h>

#include "sim/base/file.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

class DesktopSettingsTest : public testing::Test {
 protected:
  TestFolder folder_;
  std::string path_ = (folder_.path() / "tlscam" / "desktop.json").string();
};

TEST_F(DesktopSettingsTest, come_back_as_they_were_kept) {
  DesktopSettings settings;
  settings.theme = ThemeChoice::darkroom;
  settings.scale = 1.5f;
  settings.lesson = "names";
  settings.finished = {"meet-the-camera", "names"};
  settings.single_keys = false;
  ASSERT_TRUE(save_settings(settings, path_));
  const auto again = load_settings(path_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->theme, ThemeChoice::darkroom);
  EXPECT_EQ(again->scale, 1.5f);
  EXPECT_EQ(again->lesson, "names");
  EXPECT_EQ(again->finished, settings.finished);
  EXPECT_FALSE(again->single_keys);
}

TEST_F(DesktopSettingsTest, are_the_usual_ones_where_there_are_none_and_stay_when_they_are_damaged) {
  EXPECT_EQ(load_settings(path_)->width, DesktopSettings{}.width);
  std::filesystem::create_directories(folder_.path() / "tlscam");
  ASSERT_FALSE(write_file(path_, as_bytes("{\"theme\":")));
  const auto damaged = load_settings(path_);
  ASSERT_FALSE(damaged);
  EXPECT_NE(damaged.error().text.find("damaged"), std::string::npos);
  EXPECT_EQ(as_text(read_file(path_).value()), "{\"theme\":");
}

TEST_F(DesktopSettingsTest, takes_no_value_that_makes_the_window_useless) {
  std::filesystem::create_directories(folder_.path() / "tlscam");
  ASSERT_FALSE(
      write_file(path_, as_bytes(R"({"width": 3, "scale": 1e9, "wire_height": -1, "theme": "pink"})")));
  const auto settings = load_settings(path_);
  ASSERT_TRUE(settings);
  EXPECT_GE(settings->width, 480);
  EXPECT_LE(settings->scale, 4);
  EXPECT_GE(settings->wire_height, 0);
  EXPECT_EQ(settings->theme, ThemeChoice::system);
}

TEST_F(DesktopSettingsTest, says_where_it_cannot_write) {
  const auto saved = save_settings({}, "/dev/null/tlscam/desktop.json");
  ASSERT_FALSE(saved);
  EXPECT_NE(saved.error().text.find("/dev/null/tlscam/desktop.json"), std::string::npos);
}

}  // namespace
}  // namespace tlscam
