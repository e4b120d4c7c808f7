#include "sim/workstation/line_discipline.h"

#include <gtest/gtest.h>

#include <string>

namespace tlscam {
namespace {

class LineDisciplineTest : public testing::Test {
 protected:
  LineDiscipline::Typed type(std::string_view keys) { return lines_.feed(as_bytes(keys)); }
  std::string lines(std::string_view keys) { return std::string(as_text(type(keys).lines)); }

  std::string shown_;
  LineDiscipline lines_{[this](ByteView bytes) { shown_ += as_text(bytes); }};
};

TEST_F(LineDisciplineTest, enter_ends_a_line_and_all_is_shown) {
  EXPECT_EQ(lines("open"), "");
  EXPECT_EQ(lines("mv\rCH\r"), "openmv\nCH\n");
  EXPECT_EQ(shown_, "openmv\nCH\n");
}

TEST_F(LineDisciplineTest, the_line_can_be_edited) {
  EXPECT_EQ(lines("ax\x7f\x08\x7f\x7f"
                  "b\r"),
            "b\n");
  EXPECT_EQ(lines("one two \x17three\r"), "one three\n");
  EXPECT_EQ(lines("all wrong\x15right\r"), "right\n");
}

TEST_F(LineDisciplineTest, backspace_takes_a_whole_character) {
  EXPECT_EQ(lines("Z\xc3\xbc\x7f\x7fx\r"), "x\n");
  EXPECT_EQ(shown_, "Z\xc3\xbc\b \b\b \bx\n");
}

TEST_F(LineDisciplineTest, arrow_keys_mean_nothing) {
  EXPECT_EQ(lines("a\x1b[Ab\x1b[1;5Cc\x1bOPd\x1bxe\r"), "abcde\n");
  EXPECT_EQ(shown_, "abcde\n");
}

TEST_F(LineDisciplineTest, an_arrow_key_may_come_in_parts) {
  lines("a\x1b");
  lines("[");
  EXPECT_EQ(lines("Ab\r"), "ab\n");
}

TEST_F(LineDisciplineTest, ctrl_d_ends_the_file_or_pushes_a_line_through) {
  auto typed = type("half\x04");
  EXPECT_EQ(as_text(typed.lines), "half");
  EXPECT_FALSE(typed.end);
  typed = type("\x04");
  EXPECT_TRUE(typed.lines.empty());
  EXPECT_TRUE(typed.end);
}

TEST_F(LineDisciplineTest, ctrl_c_interrupts) {
  EXPECT_FALSE(type("abc").interrupt);
  const auto typed = type("\x03rest\r");
  EXPECT_TRUE(typed.interrupt);
  EXPECT_TRUE(typed.lines.empty());
  EXPECT_EQ(shown_, "abc^C\n");
  EXPECT_EQ(lines("new\r"), "new\n");
}

TEST_F(LineDisciplineTest, a_pass_phrase_is_not_shown) {
  lines_.set_echo(false);
  EXPECT_EQ(lines("secre\x7f"
                  "et\r"),
            "secret\n");
  EXPECT_EQ(shown_, "");
  lines_.set_echo(true);
  lines("x");
  EXPECT_EQ(shown_, "x");
}

}  // namespace
}  // namespace tlscam
