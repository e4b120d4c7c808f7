#include "sim/lab/view/line_diff.h"

#include <gmock/gmock.h>

namespace tlscam {
namespace {

using Kind = DiffLine::Kind;
using testing::ElementsAre;

TEST(LineDiff, shows_what_goes_and_what_comes) {
  EXPECT_THAT(line_diff("a\nb\nc\n", "a\nx\nc\nd\n"),
              ElementsAre(DiffLine{Kind::same, "a"}, DiffLine{Kind::less, "b"}, DiffLine{Kind::more, "x"},
                          DiffLine{Kind::same, "c"}, DiffLine{Kind::more, "d"}));
}

TEST(LineDiff, keeps_the_longest_common_part) {
  EXPECT_THAT(line_diff("import ssl\n\nconnect()\n", "import ntptime\nimport ssl\n\nconnect()\n"),
              ElementsAre(DiffLine{Kind::more, "import ntptime"}, DiffLine{Kind::same, "import ssl"},
                          DiffLine{Kind::same, ""}, DiffLine{Kind::same, "connect()"}));
}

TEST(LineDiff, newline_at_the_end_does_not_count) {
  EXPECT_THAT(line_diff("a", "a\n"), ElementsAre(DiffLine{Kind::same, "a"}));
}

}  // namespace
}  // namespace tlscam
