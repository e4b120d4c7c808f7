#include "sim/desktop/look/font_metrics.h"

#include <gtest/gtest.h>

#include "sim/base/file.h"

namespace tlscam {
namespace {

TEST(FontMetricsTest, knows_how_high_a_line_is) {
  const auto inter = read_file("/usr/share/fonts/opentype/inter/Inter-Regular.otf");
  const auto mono = read_file("/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf");
  ASSERT_TRUE(inter && mono);
  EXPECT_NEAR(line_factor(*inter).value_or(0), 1.21, 0.01);
  EXPECT_NEAR(line_factor(*mono).value_or(0), 1.32, 0.01);
}

TEST(FontMetricsTest, takes_nothing_else_for_a_font) {
  EXPECT_FALSE(line_factor({}));
  EXPECT_FALSE(line_factor(as_bytes("not a font at all, but long enough to have a header")));
  auto font = read_file("/usr/share/fonts/opentype/inter/Inter-Regular.otf").value();
  font.resize(200);
  EXPECT_FALSE(line_factor(font));
}

}  // namespace
}  // namespace tlscam
