#include "sim/base/lines.h"

#include <gmock/gmock.h>

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Lines, end_with_newlines_or_with_the_text) {
  EXPECT_THAT(lines_of("a\nb\n"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of("a\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of("\n\na\n\n"), ElementsAre("", "", "a", ""));
  EXPECT_THAT(lines_of(""), IsEmpty());
}

TEST(Lines, keep_their_spaces_unless_they_are_trimmed) {
  EXPECT_THAT(lines_of(" a \r\n"), ElementsAre(" a \r"));
  EXPECT_THAT(trimmed_lines_of(" a \r\n\t \n  \nb"), ElementsAre(" a", "\t", "", "b"));
}

}  // namespace
}  // namespace tlscam
