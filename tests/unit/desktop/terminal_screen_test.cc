#include "sim/desktop/terminal/terminal_screen.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(DesktopTerminalTest, shows_what_was_written_and_where_the_cursor_stands) {
  TerminalScreen screen;
  screen.resize(20, 4);
  screen.write(as_bytes("one\ntwo \x1b[31mred\x1b[0m"));
  EXPECT_EQ(screen.text(0, screen.lines()), "one\ntwo red");
  EXPECT_EQ(screen.cursor_line(), 1u);
  EXPECT_EQ(screen.cursor_column(), 7);
  EXPECT_EQ(screen.line(1)[4].color, 1);
  EXPECT_EQ(screen.line(1)[0].color, -1);
}

TEST(DesktopTerminalTest, keeps_what_went_off_the_top) {
  TerminalScreen screen;
  screen.resize(20, 3);
  for (int i = 0; i < 10; ++i) screen.write(as_bytes(std::to_string(i) + "\n"));
  EXPECT_EQ(screen.lines(), 11u);
  EXPECT_EQ(screen.text(0, 2), "0\n1");
}

TEST(DesktopTerminalTest, sets_everything_anew_at_another_width) {
  TerminalScreen screen;
  screen.resize(40, 5);
  screen.write(as_bytes("mpremote connect openmv run look.py\n"));
  screen.resize(20, 5);
  EXPECT_EQ(screen.text(0, 2), "mpremote connect ope\nnmv run look.py");
  screen.resize(40, 5);
  EXPECT_EQ(screen.text(0, 1), "mpremote connect openmv run look.py");
}

TEST(DesktopTerminalTest, survives_any_bytes) {
  TerminalScreen screen;
  screen.resize(10, 2);
  Bytes bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 1664525 + 1013904223;
    bytes.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  screen.write(bytes);
  for (std::size_t i = 0; i < screen.lines(); ++i) EXPECT_LE(screen.line(i).size(), 10u);
}

}  // namespace
}  // namespace tlscam
