#include "sim/desktop/look/theme.h"

#include <gtest/gtest.h>

#include "sim/base/file.h"

namespace tlscam {
namespace {

std::string theme_text() {
  return std::string(as_text(read_file(TLSCAM_SOURCE_DIR "/assets/theme.json").value()));
}

TEST(ThemeTest, reads_both_themes_of_the_page) {
  for (const ThemeName name : {ThemeName::paper, ThemeName::darkroom}) {
    const auto theme = read_theme(theme_text(), name);
    ASSERT_TRUE(theme) << theme.error().text;
    EXPECT_EQ((*theme)[TextSize::m], 15);
    EXPECT_NE((*theme)[Color::ink], (*theme)[Color::panel]);
  }
  EXPECT_EQ((*read_theme(theme_text(), ThemeName::paper))[Color::brand], IM_COL32(0xb3, 0x26, 0x1e, 0xff));
}

TEST(ThemeTest, says_which_value_is_wrong) {
  std::string text = theme_text();
  text.replace(text.find("#1d2329"), 7, "#1d23zz");
  const auto theme = read_theme(text, ThemeName::paper);
  ASSERT_FALSE(theme);
  EXPECT_EQ(theme.error().text, "theme.json: themes.paper.ink is not a colour such as #1d2329");
  EXPECT_FALSE(read_theme("no JSON", ThemeName::paper));
  EXPECT_FALSE(read_theme("[]", ThemeName::paper));
}

}  // namespace
}  // namespace tlscam
