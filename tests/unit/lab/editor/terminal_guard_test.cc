#include "sim/lab/editor/terminal_guard.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

std::string pass(std::string_view text) {
  TerminalGuard guard;
  return guard.pass(as_bytes(text));
}

TEST(TerminalGuard, LetsTextAndLineEditorsThrough) {
  for (const char* text : {"plain\ttext\r\n", "\x1b[K\x1b[3D\x1b[C\b \b", "\x1b[1;31mred\x1b[0m", "é 漢 👍",
                           "\x1b[2J\x1b[H", "\x1b[?7l\x1b[?2004h"})
    EXPECT_EQ(pass(text), text);
}

TEST(TerminalGuard, ShowsWhatWouldDoMore) {
  EXPECT_EQ(pass("\x1b]0;title\a"), "\\x1b]0;title\a");
  EXPECT_EQ(pass("\x1b]52;c;ZXZpbA==\x1b\\"), "\\x1b]52;c;ZXZpbA==\\x1b\\");
  EXPECT_EQ(pass("\x1b[6n\x1b[c\x1b[21t"), "\\x1b[6n\\x1b[c\\x1b[21t");
  EXPECT_EQ(pass("\x1b[?1049h\x1b[!p\x1b"
                 "c"),
            "\\x1b[?1049h\\x1b[!p\\x1b"
            "c");
  EXPECT_EQ(pass("\x1bP1$r\x1b\\"), "\\x1bP1$r\\x1b\\");
  EXPECT_EQ(pass("\xc2\x9b"
                 "6n \x9b"
                 "6n "),
            "\\u009b6n \\x9b6n ");
  EXPECT_EQ(pass("\x1b\x1b[c"), "\\x1b\\x1b[c");
  EXPECT_EQ(pass("\x1b[" + std::string(100, '1') + "m"), "\\x1b[" + std::string(100, '1') + "m");
}

TEST(TerminalGuard, TakesPiecesAsTheyCome) {
  for (const std::string text : {"a\x1b[31mb\xe6\xbc\xa2", "a\x1b]0;b\xc2\x9b!"}) {
    TerminalGuard guard;
    std::string out;
    for (const char letter : text) out += guard.pass(as_bytes({&letter, 1}));
    EXPECT_EQ(out, pass(text));
  }
}

}  // namespace
}  // namespace tlscam
