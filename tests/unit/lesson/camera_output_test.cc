#include "sim/lesson/camera_output.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

using Lines = std::vector<std::string>;

TEST(CameraOutput, what_was_typed_is_not_printed) {
  EXPECT_EQ(printed_lines(">>> print(\"hello\")\r\nhello\r\n>>> "), Lines{"hello"});
  EXPECT_EQ(printed_lines(">>> for i in range(1):\r\n...     print(\"a\")\r\n... \r\na\r\n>>> "), Lines{"a"});
  EXPECT_EQ(printed_lines("no line end>>> 1\r\n1\r\n"), (Lines{"no line end", "1"}));
}

TEST(CameraOutput, the_raw_repls_marks_are_not_printed) {
  EXPECT_EQ(printed_lines("raw REPL; CTRL-B to exit\r\n>R\x01\x80\x01\x04hello\r\n\x04\x04>"),
            (Lines{"raw REPL; CTRL-B to exit", ">R", "\x80", "hello", ">"}));
}

TEST(CameraOutput, finds_exceptions_with_several_lines) {
  const auto exceptions = printed_exceptions(
      "\x04Traceback (most recent call last):\r\n  File \"<stdin>\", line 15, in <module>\r\n"
      "ValueError: \nThe certificate validity starts in the future\n\r\n\x04>\r\nMPY: soft reboot\r\n"
      "Traceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\nNameError: name 'a' isn't "
      "defined\r\n>>> ");
  ASSERT_EQ(exceptions.size(), 2u);
  EXPECT_EQ(exceptions[0].type, "ValueError");
  EXPECT_EQ(exceptions[0].text, "The certificate validity starts in the future");
  EXPECT_EQ(exceptions[1].type, "NameError");
  EXPECT_EQ(exceptions[1].text, "name 'a' isn't defined");
}

TEST(CameraOutput, an_exception_without_text_and_one_that_is_cut) {
  const auto exceptions = printed_exceptions(
      "Traceback (most recent call last):\r\n  File \"x.py\", line 1\r\nKeyboardInterrupt: \r\n>>> "
      "\r\nTraceback (most recent call last):\r\n  File");
  ASSERT_EQ(exceptions.size(), 1u);
  EXPECT_EQ(exceptions[0].type, "KeyboardInterrupt");
  EXPECT_EQ(exceptions[0].text, "");
}

TEST(CameraOutput, knows_the_prompt) {
  EXPECT_TRUE(is_at_prompt("banner\r\n>>> "));
  EXPECT_FALSE(is_at_prompt("banner\r\n>>> pri"));
  EXPECT_FALSE(is_at_prompt(""));
}

TEST(CameraOutput, the_last_start_begins_at_the_soft_reset) {
  EXPECT_EQ(since_last_start("a\r\nMPY: soft reboot\r\nb"), "MPY: soft reboot\r\nb");
  EXPECT_EQ(since_last_start("a"), "a");
}

TEST(CameraOutput, stars_fit_anything) {
  EXPECT_TRUE(fits("hello", "hello"));
  EXPECT_FALSE(fits("hello you", "hello"));
  EXPECT_FALSE(fits("hell", "hello"));
  EXPECT_TRUE(fits("hello you", "hello*"));
  EXPECT_TRUE(fits("listening on 192.168.1.50 port 8443", "*on * port 8443*"));
  EXPECT_FALSE(fits("listening on port", "*on * port 8443"));
  EXPECT_TRUE(fits("aXbXc", "a*X*c"));
  EXPECT_TRUE(fits("", "*"));
}

}  // namespace
}  // namespace tlscam
